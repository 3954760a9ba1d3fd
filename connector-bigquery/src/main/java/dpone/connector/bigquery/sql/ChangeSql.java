package dpone.connector.bigquery.sql;

import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that apply a stage of changes by key; pure.
 *
 * @param publish columns of the target, in the order of the stream, and tables
 * @param changes columns of the stage beside those: kind, sequence, what is carried over, old key
 */
public record ChangeSql(PublishSql publish, List<SqlColumn> changes) {
  /** What an assertion says when a change moves a row and leaves cells out. */
  public static final String MOVED_IN_PART = "DPONE_MOVED_IN_PART";

  private static final String KIND = Sql.name(ChangeSchema.KIND);
  private static final String SEQUENCE = Sql.name(ChangeSchema.SEQUENCE);
  private static final String CARRIED = Sql.name(ChangeSchema.CARRIED_OVER);

  /** Copies the list. */
  public ChangeSql {
    changes = List.copyOf(changes);
  }

  private String source() {
    List<SqlColumn> all = new ArrayList<>(changes);
    all.addAll(publish.columns());
    return all.stream()
        .map(c -> c.value() + " AS " + Sql.name(c.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + publish.stage().sql() + " AS s)"));
  }

  private String moved() {
    return publish.key().stream()
        .map(k -> Sql.name(ChangeSchema.OLD + k) + " IS NOT NULL")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Finds changes without a key and changes that move a row and leave cells out. */
  public String findings() {
    String nulls =
        publish.key().stream()
            .map(k -> Sql.name(k) + " IS NULL")
            .collect(Collectors.joining(" OR ", "(", ")"));
    return "SELECT COUNT(*), COUNTIF("
        + KIND
        + " <> "
        + ChangeKind.TRUNCATE.code()
        + " AND "
        + nulls
        + "), COUNTIF("
        + moved()
        + " AND "
        + CARRIED
        + " IS NOT NULL) FROM "
        + source();
  }

  /** The statements. */
  public List<String> statements() {
    String truncated =
        "SELECT 1 FROM " + source() + " WHERE " + KIND + " = " + ChangeKind.TRUNCATE.code();
    List<String> all = new ArrayList<>();
    all.add("DELETE FROM " + publish.target().sql() + " WHERE EXISTS (" + truncated + ")");
    all.add(merge());
    return all;
  }

  private String merge() {
    StringBuilder sql = new StringBuilder("MERGE INTO ").append(publish.target().sql());
    sql.append(" AS t USING (").append(net()).append(") AS s ON ").append(publish.sameKey());
    sql.append(" WHEN MATCHED AND s.").append(KIND).append(" = ").append(ChangeKind.DELETE.code());
    sql.append(" THEN DELETE");
    if (!publish.changing().isEmpty()) {
      sql.append(" WHEN MATCHED THEN UPDATE SET ");
      sql.append(
          publish.changing().stream()
              .map(c ->
                  Sql.name(c.name())
                      + " = IF(s."
                      + Sql.name("_dpone_kept_" + c.name())
                      + ", "
                      + c.cell("t")
                      + ", "
                      + c.cell("s")
                      + ")")
              .collect(Collectors.joining(", ")));
    }
    sql.append(" WHEN NOT MATCHED BY TARGET AND s.").append(KIND).append(" <> ");
    sql.append(ChangeKind.DELETE.code()).append(" THEN INSERT (");
    sql.append(Sql.names(publish.columns().stream().map(SqlColumn::name).toList()));
    sql.append(") VALUES (");
    sql.append(publish.columns().stream().map(c -> c.cell("s")).collect(Collectors.joining(", ")));
    return sql.append(")").toString();
  }

  /**
   * One change a key, the last one, with the last value that any change of the load carries for
   * each cell; a cell that none carries is kept.
   */
  private String net() {
    String key = Sql.names(publish.key());
    String window =
        " OVER (PARTITION BY "
            + key
            + " ORDER BY "
            + SEQUENCE
            + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
    List<String> outer = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    outer.add(KIND);
    inner.add(KIND);
    for (String name : publish.key()) {
      outer.add(Sql.name(name));
      inner.add(Sql.name(name));
    }
    for (int i = 0; i < publish.columns().size(); i++) {
      SqlColumn column = publish.columns().get(i);
      if (publish.key().contains(column.name())) {
        continue;
      }
      String last = Sql.name("_dpone_last_" + column.name());
      inner.add(
          "LAST_VALUE(IF("
              + carriedOver(i)
              + ", NULL, STRUCT("
              + Sql.name(column.name())
              + " AS v)) IGNORE NULLS)"
              + window
              + " AS "
              + last);
      outer.add(last + ".v AS " + Sql.name(column.name()));
      outer.add(last + " IS NULL AS " + Sql.name("_dpone_kept_" + column.name()));
    }
    inner.add(
        "ROW_NUMBER() OVER (PARTITION BY "
            + key
            + " ORDER BY "
            + SEQUENCE
            + " DESC) AS _dpone_place");
    return "SELECT "
        + String.join(", ", outer)
        + " FROM (SELECT "
        + String.join(", ", inner)
        + " FROM ("
        + events()
        + ")) WHERE _dpone_place = 1";
  }

  /** All changes after the last truncate; one that moves a row deletes it under its old key too. */
  private String events() {
    String after =
        " > IFNULL((SELECT MAX("
            + SEQUENCE
            + ") FROM "
            + source()
            + " WHERE "
            + KIND
            + " = "
            + ChangeKind.TRUNCATE.code()
            + "), -1)";
    String counted = SEQUENCE + after;
    List<String> names = publish.columns().stream().map(SqlColumn::name).toList();
    String gone =
        names.stream()
            .map(n ->
                publish.key().contains(n)
                    ? "IFNULL(" + Sql.name(ChangeSchema.OLD + n) + ", " + Sql.name(n) + ")"
                    : "NULL")
            .collect(Collectors.joining(", "));
    return "SELECT "
        + KIND
        + ", "
        + SEQUENCE
        + ", "
        + CARRIED
        + ", "
        + Sql.names(names)
        + " FROM "
        + source()
        + " WHERE "
        + counted
        + " UNION ALL SELECT "
        + ChangeKind.DELETE.code()
        + ", "
        + SEQUENCE
        + ", NULL, "
        + gone
        + " FROM "
        + source()
        + " WHERE "
        + counted
        + " AND "
        + moved();
  }

  /** Bit {@code i % 8} of byte {@code i / 8}. */
  private static String carriedOver(int column) {
    return "IFNULL((TO_CODE_POINTS("
        + CARRIED
        + ")[SAFE_OFFSET("
        + column / 8
        + ")] >> "
        + column % 8
        + ") & 1 = 1, FALSE)";
  }
}
