package dpone.connector.postgres.publish;

import static dpone.connector.postgres.publish.ApplyChanges.kind;

import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Statements over a stage of changes, alias s, and its target, alias t. */
final class ChangeSql {
  private static final String KIND = Sql.name(ChangeSchema.KIND);
  private static final String SEQUENCE = Sql.name(ChangeSchema.SEQUENCE);
  private static final String CARRIED_OVER = Sql.name(ChangeSchema.CARRIED_OVER);

  private final PlannedStream plan;
  private final TableName stage;
  private final RowSql rows;

  ChangeSql(PlannedStream plan, TableName stage) {
    this.plan = plan;
    this.stage = stage;
    this.rows = new RowSql(plan, stage);
  }

  /** The columns of the stream; a bit of what is carried over counts these. */
  List<PlannedColumn> columns() {
    return plan.columns().stream().filter(c -> !ApplyChanges.isOwn(c)).toList();
  }

  List<String> key() {
    return plan.key();
  }

  RowSql rows() {
    return rows;
  }

  String stage() {
    return stage.sql();
  }

  String target() {
    return rows.target();
  }

  boolean overridesIdentity() {
    return plan.published().stream().anyMatch(PlannedColumn::identityAlways);
  }

  /** Whether a change gave its row another key. */
  private static String moved(List<String> key) {
    return Sql.name(ChangeSchema.OLD + key.getFirst()) + " IS NOT NULL";
  }

  /** The figures of {@link ApplyChanges.Findings}. */
  String findings() {
    String nulls =
        plan.key().stream()
            .map(k -> Sql.name(k) + " IS NULL")
            .collect(Collectors.joining(" OR ", "(", ")"));
    String truncate = KIND + " = " + kind(ChangeKind.TRUNCATE);
    String moved = moved(plan.key());
    String partial = CARRIED_OVER + " IS NOT NULL";
    return "SELECT coalesce(max("
        + SEQUENCE
        + ") FILTER (WHERE "
        + truncate
        + "), -1), count(*) FILTER (WHERE "
        + moved
        + "), count(*) FILTER (WHERE "
        + partial
        + "), count(*) FILTER (WHERE "
        + moved
        + " AND "
        + partial
        + "), count(*) FILTER (WHERE NOT "
        + truncate
        + " AND "
        + nulls
        + ") FROM "
        + stage.sql();
  }

  /** The bits that are set in any change. */
  String bitsInPart() {
    return "SELECT DISTINCT bit FROM "
        + stage.sql()
        + ", generate_series(0, 8 * length("
        + CARRIED_OVER
        + ") - 1) AS bit WHERE "
        + CARRIED_OVER
        + " IS NOT NULL AND get_bit("
        + CARRIED_OVER
        + ", bit) = 1";
  }

  /** Whether a change, alias s, leaves that column as it was. */
  String carriedOver(PlannedColumn column, String alias) {
    int bit = columns().indexOf(column);
    String bytes = alias + "." + CARRIED_OVER;
    return "coalesce(length("
        + bytes
        + ") > "
        + bit / 8
        + " AND get_bit("
        + bytes
        + ", "
        + bit
        + ") = 1, false)";
  }

  /**
   * One change a key, the last one, with all that the changes of the load carry for it.
   *
   * @param after changes up to that sequence do not count any more
   * @param moved whether some change gave its row another key, so that the old key is gone
   * @param partial names of the columns that some change does not carry
   */
  private String net(long after, boolean moved, Set<String> partial) {
    String names = Sql.names(columns().stream().map(PlannedColumn::name).toList());
    StringBuilder sql = new StringBuilder("WITH events AS (SELECT ");
    sql.append(String.join(", ", KIND, SEQUENCE, CARRIED_OVER, names));
    sql.append(" FROM ").append(stage.sql());
    String counted = KIND + " <> " + kind(ChangeKind.TRUNCATE) + " AND " + SEQUENCE + " > " + after;
    sql.append(" WHERE ").append(counted);
    if (moved) {
      sql.append(" UNION ALL SELECT ").append(kind(ChangeKind.DELETE)).append("::smallint, ");
      sql.append(SEQUENCE).append(", NULL, ");
      sql.append(
          columns().stream()
              .map(c ->
                  plan.key().contains(c.name())
                      ? Sql.name(ChangeSchema.OLD + c.name())
                      : "NULL::" + c.stage().text())
              .collect(Collectors.joining(", ")));
      sql.append(" FROM ").append(stage.sql()).append(" WHERE ").append(counted);
      sql.append(" AND ").append(moved(plan.key()));
    }
    sql.append("), net AS MATERIALIZED (");
    sql.append(partial.isEmpty() ? last(names) : filled(partial));
    return sql.append(")").toString();
  }

  private String last(String names) {
    String key = Sql.names(plan.key());
    return "SELECT DISTINCT ON ("
        + key
        + ") "
        + KIND
        + ", "
        + names
        + " FROM events ORDER BY "
        + key
        + ", "
        + SEQUENCE
        + " DESC";
  }

  /**
   * A cell that a change does not carry has the value that an earlier change of the load gave it:
   * changes from one that carries it up to the next that does are a group. Before the first one the
   * target's own value stays.
   */
  private String filled(Set<String> partial) {
    String key = Sql.names(plan.key());
    List<PlannedColumn> columns = columns();
    List<String> groups = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      PlannedColumn column = columns.get(i);
      String name = Sql.name(column.name());
      if (!partial.contains(column.name())) {
        cells.add(name);
        continue;
      }
      String group = Sql.name("_dpone_group_" + i);
      groups.add(
          "count(*) FILTER (WHERE NOT "
              + carriedOver(column, "e")
              + ") OVER (PARTITION BY "
              + key
              + " ORDER BY "
              + SEQUENCE
              + ") AS "
              + group);
      cells.add(
          "first_value("
              + name
              + ") OVER (PARTITION BY "
              + key
              + ", "
              + group
              + " ORDER BY "
              + SEQUENCE
              + ") AS "
              + name);
      cells.add(group + " = 0 AS " + kept(i));
    }
    return "SELECT * FROM (SELECT "
        + KIND
        + ", "
        + String.join(", ", cells)
        + ", row_number() OVER (PARTITION BY "
        + key
        + " ORDER BY "
        + SEQUENCE
        + " DESC) AS \"_dpone_place\" FROM (SELECT e.*, "
        + String.join(", ", groups)
        + " FROM events AS e) AS grouped) AS placed WHERE \"_dpone_place\" = 1";
  }

  private static String kept(int column) {
    return Sql.name("_dpone_kept_" + column);
  }

  /** Applies all changes together; answers with rows inserted, updated and deleted. */
  String together(long after, boolean moved, Set<String> partial, boolean arbiter) {
    String net = net(after, moved, partial);
    String stays = "s." + KIND + " <> " + kind(ChangeKind.DELETE);
    String gone =
        ", gone AS (DELETE FROM "
            + target()
            + " AS t USING net AS s WHERE s."
            + KIND
            + " = "
            + kind(ChangeKind.DELETE)
            + " AND "
            + rows.sameKey()
            + " RETURNING 1)";
    String insert =
        rows.insertInto("") + "SELECT " + rows.values() + " FROM net AS s WHERE " + stays;
    boolean keyAlone = rows.changing().isEmpty();
    if (arbiter) {
      return net
          + gone
          + ", merged AS ("
          + insert
          + " ON CONFLICT ("
          + Sql.names(plan.key())
          + ") DO "
          + (keyAlone
              ? "NOTHING"
              : "UPDATE SET " + RowSql.set(rows.changing(), c -> "excluded." + Sql.name(c.name())))
          + " RETURNING (xmax = 0) AS added)"
          + " SELECT (SELECT count(*) FILTER (WHERE added) FROM merged),"
          + " (SELECT count(*) FILTER (WHERE NOT added) FROM merged), (SELECT count(*) FROM gone)";
    }
    String changed =
        keyAlone
            ? ", changed AS (SELECT 1 WHERE false)"
            : ", changed AS (UPDATE "
                + target()
                + " AS t SET "
                + RowSql.set(rows.changing(), arrived(partial))
                + " FROM net AS s WHERE "
                + stays
                + " AND "
                + rows.sameKey()
                + " RETURNING 1)";
    return net
        + gone
        + changed
        + ", added AS ("
        + insert
        + " AND NOT EXISTS (SELECT FROM "
        + target()
        + " AS t WHERE "
        + rows.sameKey()
        + ") RETURNING 1)"
        + " SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM changed),"
        + " (SELECT count(*) FROM gone)";
  }

  private Function<PlannedColumn, String> arrived(Set<String> partial) {
    List<PlannedColumn> columns = columns();
    return column ->
        partial.contains(column.name())
            ? "CASE WHEN s."
                + kept(columns.indexOf(column))
                + " THEN t."
                + Sql.name(column.name())
                + " ELSE "
                + RowSql.staged(column)
                + " END"
            : RowSql.staged(column);
  }

  /** Answers when a change leaves a cell as it was, of a row that the target does not have. */
  String withoutRow(long after, boolean moved, Set<String> partial) {
    List<PlannedColumn> columns = columns();
    String kept =
        columns.stream()
            .filter(c -> partial.contains(c.name()))
            .map(c -> "s." + kept(columns.indexOf(c)))
            .collect(Collectors.joining(" OR ", "(", ")"));
    return net(after, moved, partial)
        + " SELECT 'the target "
        + plan.target().toString().replace("'", "''")
        + " lacks the row with the key (' || concat_ws(', ', "
        + plan.key().stream()
            .map(k -> "s." + Sql.name(k) + "::text")
            .collect(Collectors.joining(", "))
        + ") || '), of which a change carries only a part' FROM net AS s WHERE s."
        + KIND
        + " <> "
        + kind(ChangeKind.DELETE)
        + " AND "
        + kept
        + " AND NOT EXISTS (SELECT FROM "
        + target()
        + " AS t WHERE "
        + rows.sameKey()
        + ") LIMIT 1";
  }
}
