package dpone.connector.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that make a target out of a stage, inside of one transaction; pure.
 *
 * @param target alias t
 * @param stage alias s
 * @param columns columns that are published
 * @param key names of columns that identify a row; never null in the stage
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax">GoogleSQL:
 *     data manipulation</a>
 */
public record PublishSql(
    TableName target, TableName stage, List<SqlColumn> columns, List<String> key) {
  /** What an assertion says when a condition does not cover the rows that replace it. */
  public static final String OUTSIDE = "DPONE_OUTSIDE_CONDITION";

  /** What an assertion says when too many rows would vanish. */
  public static final String DELETES = "DPONE_TOO_MANY_DELETES";

  /** What an assertion says when all rows would vanish. */
  public static final String EMPTY = "DPONE_EMPTY_SNAPSHOT";

  /** Copies the lists. */
  public PublishSql {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The stage's rows as the target has them. */
  String source() {
    return columns.stream()
        .map(c -> c.value() + " AS " + Sql.name(c.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + stage.sql() + " AS s)"));
  }

  private String names() {
    return Sql.names(columns.stream().map(SqlColumn::name).toList());
  }

  private String cells(String alias) {
    return columns.stream().map(c -> c.cell(alias)).collect(Collectors.joining(", "));
  }

  String sameKey() {
    return key.stream()
        .map(k -> "t." + Sql.name(k) + " = s." + Sql.name(k))
        .collect(Collectors.joining(" AND "));
  }

  List<SqlColumn> changing() {
    return columns.stream().filter(c -> !key.contains(c.name())).toList();
  }

  /** All rows are added. */
  public List<String> append() {
    return List.of(
        "INSERT INTO "
            + target.sql()
            + " ("
            + names()
            + ") SELECT "
            + names()
            + " FROM "
            + source());
  }

  /** All rows of the target are replaced. */
  public List<String> refresh() {
    List<String> all = new ArrayList<>();
    all.add("TRUNCATE TABLE " + target.sql());
    all.addAll(append());
    return all;
  }

  /** Rows are inserted or updated by key. */
  public List<String> merge() {
    return List.of(merge(""));
  }

  private String merge(String more) {
    StringBuilder sql = new StringBuilder("MERGE INTO ").append(target.sql());
    sql.append(" AS t USING ").append(source()).append(" AS s ON ").append(sameKey());
    if (!changing().isEmpty()) {
      sql.append(" WHEN MATCHED AND (");
      sql.append(changing().stream().map(SqlColumn::differs).collect(Collectors.joining(" OR ")));
      sql.append(") THEN UPDATE SET ").append(sets());
    }
    sql.append(" WHEN NOT MATCHED BY TARGET THEN INSERT (").append(names()).append(") VALUES (");
    return sql.append(cells("s")).append(")").append(more).toString();
  }

  private String sets() {
    return changing().stream()
        .map(c -> Sql.name(c.name()) + " = " + c.cell("s"))
        .collect(Collectors.joining(", "));
  }

  /**
   * Rows under a condition of the manifest are replaced; no row of the stage may be outside of it.
   */
  public List<String> replace(String condition) {
    List<String> all = new ArrayList<>();
    all.add(
        "ASSERT NOT EXISTS (SELECT 1 FROM "
            + source()
            + " AS s WHERE "
            + Sql.condition(condition)
            + " IS NOT TRUE) AS "
            + Sql.text(OUTSIDE));
    all.add("DELETE FROM " + target.sql() + " WHERE " + Sql.condition(condition));
    all.addAll(append());
    return all;
  }

  /**
   * The values of a column that occur in the stage, as text, null first.
   *
   * @param most rows of the answer
   */
  public String values(String column, int most) {
    return "SELECT CAST(v AS STRING) FROM (SELECT DISTINCT "
        + Sql.name(column)
        + " AS v FROM "
        + source()
        + ") ORDER BY v LIMIT "
        + most;
  }

  /**
   * Rows that have one of these values of a column are replaced. Partitions are pruned by literals
   * and not by a subquery.
   *
   * @param type of the column: DATE, DATETIME, TIMESTAMP or INT64
   * @param values of the stage, as text; null where it has nulls
   */
  public List<String> replaceValues(String column, String type, List<@Nullable String> values) {
    String name = Sql.name(column);
    String literals =
        values.stream()
            .filter(Objects::nonNull)
            .map(value -> type.equals("INT64") ? value : type + " " + Sql.text(value))
            .collect(Collectors.joining(", "));
    List<String> either = new ArrayList<>();
    if (!literals.isEmpty()) {
      either.add(name + " IN (" + literals + ")");
    }
    if (values.stream().anyMatch(Objects::isNull)) {
      either.add(name + " IS NULL");
    }
    List<String> all = new ArrayList<>();
    if (!either.isEmpty()) {
      all.add("DELETE FROM " + target.sql() + " WHERE " + String.join(" OR ", either));
    }
    all.addAll(append());
    return all;
  }

  /**
   * The partitions of a target that the stage has rows of, as decorators name them, null first.
   *
   * @param type of the column by which the target is partitioned: DATE, DATETIME or TIMESTAMP
   * @param unit {@code HOUR}, {@code DAY}, {@code MONTH} or {@code YEAR}
   * @param most rows of the answer
   * @see <a href="https://cloud.google.com/bigquery/docs/managing-partitioned-table-data">BigQuery:
   *     partition decorators</a>
   */
  public String partitions(String column, String type, String unit, int most) {
    String form =
        switch (unit) {
          case "HOUR" -> "%Y%m%d%H";
          case "MONTH" -> "%Y%m";
          case "YEAR" -> "%Y";
          default -> "%Y%m%d";
        };
    return "SELECT DISTINCT FORMAT_"
        + type
        + "("
        + Sql.text(form)
        + ", "
        + Sql.name(column)
        + (type.equals("TIMESTAMP") ? ", 'UTC'" : "")
        + ") AS p FROM "
        + source()
        + " ORDER BY p LIMIT "
        + most;
  }

  /** Rows whose value of a column occurs in the stage are replaced. */
  public List<String> replacePartitions(String column) {
    String name = Sql.name(column);
    List<String> all = new ArrayList<>();
    all.add(
        "DELETE FROM "
            + target.sql()
            + " WHERE "
            + name
            + " IN (SELECT "
            + name
            + " FROM "
            + source()
            + ") OR ("
            + name
            + " IS NULL AND EXISTS (SELECT 1 FROM "
            + source()
            + " WHERE "
            + name
            + " IS NULL))");
    all.addAll(append());
    return all;
  }

  /**
   * The target is made equal to the stage by key.
   *
   * @param ratio largest share of the target's rows that may vanish, as a decimal
   * @param allowEmpty whether all of them may, when nothing is staged
   */
  public List<String> snapshotDiff(String ratio, boolean allowEmpty) {
    List<String> all = new ArrayList<>();
    String staged = "(SELECT COUNT(*) FROM " + stage.sql() + ")";
    if (!allowEmpty) {
      all.add(
          "ASSERT "
              + staged
              + " > 0 OR NOT EXISTS (SELECT 1 FROM "
              + target.sql()
              + ") AS "
              + Sql.text(EMPTY));
    }
    all.add(
        "ASSERT "
            + (allowEmpty ? staged + " = 0 OR " : "")
            + "(SELECT COUNTIF(s."
            + Sql.name(key.get(0))
            + " IS NULL) <= FLOOR(NUMERIC "
            + Sql.text(ratio)
            + " * COUNT(*)) FROM "
            + target.sql()
            + " AS t LEFT JOIN "
            + source()
            + " AS s ON "
            + sameKey()
            + ") AS "
            + Sql.text(DELETES));
    all.add(merge(" WHEN NOT MATCHED BY SOURCE THEN DELETE"));
    return all;
  }

  /** Finds keys of the stage that are null and keys that are doubled; one row of three numbers. */
  public String counts() {
    if (key.isEmpty()) {
      return "SELECT COUNT(*), 0, 0 FROM " + stage.sql();
    }
    String nulls =
        key.stream().map(k -> Sql.name(k) + " IS NULL").collect(Collectors.joining(" OR "));
    return "SELECT (SELECT COUNT(*) FROM "
        + stage.sql()
        + "), (SELECT COUNTIF("
        + nulls
        + ") FROM "
        + source()
        + "), (SELECT COUNT(*) FROM (SELECT 1 FROM "
        + source()
        + " GROUP BY "
        + Sql.names(key)
        + " HAVING COUNT(*) > 1))";
  }
}
