package dpone.connector.mssql.publish;

import dpone.connector.mssql.publish.Step.Counts;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that apply changes by key. The last change of each key decides: a table of one row
 * a key, alias s, is made of the typed stage before the target, alias t, is touched.
 *
 * @param rows the typed stage of changes, and the target; its columns are those of the stream
 * @param net the table of one row a key
 */
public record ChangeSql(PublishSql rows, TableName net) {
  private static final String KIND = Sql.name(ChangeSchema.KIND);
  private static final String SEQUENCE = Sql.name(ChangeSchema.SEQUENCE);
  private static final String CARRIED_OVER = Sql.name(ChangeSchema.CARRIED_OVER);
  private static final String PLACE = Sql.name("_dpone_place");

  /**
   * What a stage holds.
   *
   * @param truncatedAt sequence of the last truncate, -1 if there is none
   * @param moved changes of a key
   * @param partial changes that do not carry every cell
   * @param movedInPart changes of a key that do not carry every cell
   * @param nullKeys changes without a key that should have one
   */
  public record Findings(
      long truncatedAt, long moved, long partial, long movedInPart, long nullKeys) {}

  static String kind(ChangeKind kind) {
    return Integer.toString(kind.code());
  }

  static String old(String column) {
    return Sql.name(ChangeSchema.OLD + column);
  }

  private String moved() {
    return old(rows.key().getFirst()) + " IS NOT NULL";
  }

  /** The figures of {@link Findings}. */
  public String findings() {
    String truncate = KIND + " = " + kind(ChangeKind.TRUNCATE);
    String partial = CARRIED_OVER + " IS NOT NULL";
    String nulls =
        rows.key().stream()
            .map(k -> Sql.name(k) + " IS NULL")
            .collect(Collectors.joining(" OR ", "(", ")"));
    return "SELECT COALESCE(MAX(CASE WHEN "
        + truncate
        + " THEN "
        + SEQUENCE
        + " END), -1), "
        + counted(moved())
        + ", "
        + counted(partial)
        + ", "
        + counted(moved() + " AND " + partial)
        + ", "
        + counted(KIND + " <> " + kind(ChangeKind.TRUNCATE) + " AND " + nulls)
        + " FROM "
        + rows.stage().sql();
  }

  private static String counted(String condition) {
    return "COUNT_BIG(CASE WHEN " + condition + " THEN 1 END)";
  }

  /** For each column of the stream that is loaded, in order, 1 if some change does not carry it. */
  public String partial() {
    return "SELECT "
        + rows.columns().stream()
            .map(c -> "COALESCE(MAX(CASE WHEN " + carriedOver(c, "s") + " THEN 1 END), 0)")
            .collect(Collectors.joining(", "))
        + " FROM "
        + rows.stage().sql()
        + " AS s";
  }

  /** Sorts the stage by the order of its changes. */
  public String index() {
    return "CREATE UNIQUE CLUSTERED INDEX "
        + Sql.name("o")
        + " ON "
        + rows.stage().sql()
        + " ("
        + SEQUENCE
        + ")";
  }

  /** Whether a change leaves that column as it was; unknown where it carries all. */
  static String carriedOver(TargetColumn column, String alias) {
    int bit = column.staged().number() - 1 - ChangeSchema.LEADING;
    return "(CAST(SUBSTRING("
        + alias
        + "."
        + CARRIED_OVER
        + ", "
        + (bit / 8 + 1)
        + ", 1) AS int) & "
        + (1 << bit % 8)
        + ") <> 0";
  }

  private static String kept(TargetColumn column) {
    return Sql.name("_dpone_kept_" + column.staged().number());
  }

  private static String from(TargetColumn column) {
    return Sql.name("_dpone_from_" + column.staged().number());
  }

  private List<TargetColumn> partial(Set<String> partial) {
    return rows.columns().stream().filter(c -> partial.contains(c.name())).toList();
  }

  /** The table of one row a key. */
  public String createNet(Set<String> partial) {
    List<String> parts = new ArrayList<>();
    parts.add(KIND + " smallint NOT NULL");
    rows.columns().forEach(c -> parts.add(c.definition(false)));
    partial(partial).forEach(c -> parts.add(kept(c) + " bit NOT NULL"));
    return "CREATE TABLE " + net.sql() + " (" + String.join(", ", parts) + ")";
  }

  /**
   * Fills it: the last change of each key, each cell from the last change that carries it.
   *
   * @param found what the stage holds
   * @param partial names of the columns that some change does not carry
   */
  public String fillNet(Findings found, Set<String> partial) {
    List<TargetColumn> parts = partial(partial);
    List<String> into = new ArrayList<>(List.of(KIND));
    List<String> cells = new ArrayList<>(List.of("p." + KIND));
    for (TargetColumn column : rows.columns()) {
      String name = Sql.name(column.name());
      into.add(name);
      cells.add(
          rows.key().contains(column.name())
              ? "p." + name
              : partial.contains(column.name()) ? alias(column) + "." + name : "e." + name);
    }
    StringBuilder joins = new StringBuilder();
    for (TargetColumn column : parts) {
      into.add(kept(column));
      cells.add("CASE WHEN p." + from(column) + " IS NULL THEN 1 ELSE 0 END");
      joins.append(
          " LEFT JOIN %s AS %s ON %s.%s = p.%s"
              .formatted(rows.stage().sql(), alias(column), alias(column), SEQUENCE, from(column)));
    }
    return "INSERT INTO "
        + net.sql()
        + " WITH (TABLOCK) ("
        + String.join(", ", into)
        + ") SELECT "
        + String.join(", ", cells)
        + " FROM ("
        + placed(found, parts)
        + ") AS p JOIN "
        + rows.stage().sql()
        + " AS e ON e."
        + SEQUENCE
        + " = p."
        + SEQUENCE
        + joins
        + " WHERE p."
        + PLACE
        + " = 1";
  }

  private static String alias(TargetColumn column) {
    return "v" + column.staged().number();
  }

  private String placed(Findings found, List<TargetColumn> parts) {
    String key = "x." + rows.key().stream().map(Sql::name).collect(Collectors.joining(", x."));
    StringBuilder sql = new StringBuilder("SELECT x.").append(KIND).append(", x.").append(SEQUENCE);
    sql.append(", ").append(key);
    // Of a key that only changed the case of a letter the row itself decides, not its old key.
    sql.append(", ROW_NUMBER() OVER (PARTITION BY ").append(key).append(" ORDER BY x.");
    sql.append(SEQUENCE).append(" DESC, x.").append(KIND).append(") AS ").append(PLACE);
    for (TargetColumn column : parts) {
      sql.append(", MAX(CASE WHEN x.").append(KIND).append(" = ").append(kind(ChangeKind.DELETE));
      sql.append(" OR ").append(carriedOver(column, "x")).append(" THEN NULL ELSE x.");
      sql.append(SEQUENCE).append(" END) OVER (PARTITION BY ").append(key).append(") AS ");
      sql.append(from(column));
    }
    return sql.append(" FROM (").append(events(found)).append(") AS x").toString();
  }

  /** Changes that count; one that gives its row another key takes the old one away, too. */
  private String events(Findings found) {
    String where =
        " FROM "
            + rows.stage().sql()
            + " AS s WHERE s."
            + KIND
            + " <> "
            + kind(ChangeKind.TRUNCATE)
            + " AND s."
            + SEQUENCE
            + " > "
            + found.truncatedAt();
    String sql =
        "SELECT s."
            + KIND
            + ", s."
            + SEQUENCE
            + ", s."
            + CARRIED_OVER
            + ", s."
            + rows.key().stream().map(Sql::name).collect(Collectors.joining(", s."))
            + where;
    if (found.moved() == 0) {
      return sql;
    }
    return sql
        + " UNION ALL SELECT CAST("
        + kind(ChangeKind.DELETE)
        + " AS smallint), s."
        + SEQUENCE
        + ", NULL, s."
        + rows.key().stream().map(ChangeSql::old).collect(Collectors.joining(", s."))
        + where
        + " AND s."
        + moved();
  }

  /** One key of which a change carries only a part, while the target has no such row. */
  public String withoutRow(Findings found, Set<String> partial, boolean exists) {
    String gone =
        !exists || found.truncatedAt() >= 0
            ? ""
            : " AND NOT EXISTS (SELECT 1 FROM "
                + rows.target().sql()
                + " AS t WHERE "
                + rows.sameKey()
                + ")";
    return "SELECT TOP (1) CONCAT_WS(N', ', "
        + rows.key().stream()
            .map(k -> "CONVERT(nvarchar(400), s." + Sql.name(k) + ")")
            .collect(Collectors.joining(", "))
        + ", N'') FROM "
        + net.sql()
        + " AS s WHERE s."
        + KIND
        + " <> "
        + kind(ChangeKind.DELETE)
        + partial(partial).stream()
            .map(c -> "s." + kept(c) + " = 1")
            .collect(Collectors.joining(" OR ", " AND (", ")"))
        + gone;
  }

  /** All rows of the target are gone. */
  public Step empty(boolean referenced) {
    return referenced
        ? rows.step(Counts.DELETED, "DELETE FROM " + rows.target().sql() + " WITH (TABLOCKX)")
        : rows.step(Counts.NONE, "TRUNCATE TABLE " + rows.target().sql());
  }

  /** All changes together. */
  public List<Step> together(Findings found, Set<String> partial) {
    PublishSql last = rows.from(net);
    String stays = "s." + KIND + " <> " + kind(ChangeKind.DELETE);
    String joined =
        " FROM " + rows.locked() + " JOIN " + net.sql() + " AS s ON " + rows.sameKey() + " WHERE ";
    List<Step> steps = new ArrayList<>();
    steps.add(
        rows.step(
            Counts.DELETED, "DELETE t" + joined + "s." + KIND + " = " + kind(ChangeKind.DELETE)));
    List<TargetColumn> changing =
        rows.columns().stream()
            .filter(c -> !c.identity() && (found.moved() > 0 || !rows.key().contains(c.name())))
            .toList();
    if (!changing.isEmpty()) {
      steps.add(
          rows.step(
              Counts.UPDATED,
              "UPDATE t SET "
                  + changing.stream()
                      .map(c -> "t." + Sql.name(c.name()) + " = " + arrived(c, partial))
                      .collect(Collectors.joining(", "))
                  + joined
                  + stays));
    }
    steps.add(
        last.insert(
            "",
            "",
            "",
            " WHERE "
                + stays
                + " AND NOT EXISTS (SELECT 1 FROM "
                + rows.locked()
                + " WHERE "
                + rows.sameKey()
                + ")"));
    return steps;
  }

  private static String arrived(TargetColumn column, Set<String> partial) {
    String name = Sql.name(column.name());
    return partial.contains(column.name())
        ? "CASE WHEN s." + kept(column) + " = 1 THEN t." + name + " ELSE s." + name + " END"
        : "s." + name;
  }

  /**
   * Change after change, where a row that got another key does not come whole: its cells are those
   * of the row with the old key. Answers with rows inserted, updated and deleted.
   */
  public Step oneByOne() {
    String stage = rows.stage().sql() + " AS s";
    String here = " s." + SEQUENCE + " = @at";
    String oldKey =
        rows.key().stream()
            .map(k -> "t." + Sql.name(k) + " = COALESCE(s." + old(k) + ", s." + Sql.name(k) + ")")
            .collect(Collectors.joining(" AND "));
    String update =
        rows.columns().stream()
            .filter(c -> !c.identity())
            .map(c -> {
              String name = Sql.name(c.name());
              return "t."
                  + name
                  + " = CASE WHEN "
                  + carriedOver(c, "s")
                  + " THEN t."
                  + name
                  + " ELSE s."
                  + name
                  + " END";
            })
            .collect(Collectors.joining(", "));
    return rows.step(
        Counts.ALL,
        "SET NOCOUNT ON; DECLARE @at bigint = -1, @kind smallint, @part bit, @n bigint,"
            + " @i bigint = 0, @u bigint = 0, @d bigint = 0; WHILE 1 = 1 BEGIN"
            + " SELECT TOP (1) @at = s."
            + SEQUENCE
            + ", @kind = s."
            + KIND
            + ", @part = CASE WHEN s."
            + CARRIED_OVER
            + " IS NULL THEN 0 ELSE 1 END FROM "
            + stage
            + " WHERE s."
            + SEQUENCE
            + " > @at ORDER BY s."
            + SEQUENCE
            + "; IF @@ROWCOUNT = 0 BREAK; IF @kind = "
            + kind(ChangeKind.TRUNCATE)
            + " BEGIN DELETE FROM "
            + rows.target().sql()
            + "; SET @d += @@ROWCOUNT; END ELSE IF @kind = "
            + kind(ChangeKind.DELETE)
            + " BEGIN DELETE t FROM "
            + rows.locked()
            + " JOIN "
            + stage
            + " ON "
            + rows.sameKey()
            + " WHERE"
            + here
            + "; SET @d += @@ROWCOUNT; END ELSE BEGIN UPDATE t SET "
            + update
            + " FROM "
            + rows.locked()
            + " JOIN "
            + stage
            + " ON "
            + oldKey
            + " WHERE"
            + here
            + "; SET @n = @@ROWCOUNT; SET @u += @n; IF @n = 0 BEGIN IF @part = 1 THROW 50001,"
            + " N'the target lacks a row of which a change carries only a part', 1; "
            + rows.insert("", "", "", " WHERE" + here).sql()
            + "; SET @i += 1; END END END; SET NOCOUNT OFF; SELECT @i, @u, @d");
  }
}
