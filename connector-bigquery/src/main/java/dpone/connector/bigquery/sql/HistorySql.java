package dpone.connector.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statements that keep each version of a row; pure.
 *
 * @param publish columns and tables
 * @param from column of a version's beginning
 * @param to column of its end, null while it is open
 * @param current column that tells whether it is open
 * @param tracked columns whose change makes a new version; others are written into the open one
 * @param closesMissing whether keys that are not staged are closed
 */
public record HistorySql(
    PublishSql publish,
    String from,
    String to,
    String current,
    Set<String> tracked,
    boolean closesMissing) {
  /** The time of a load: later than the start of any open version; one cell. */
  public String time() {
    return "SELECT FORMAT_TIMESTAMP('%Y-%m-%d %H:%M:%E6S+00', GREATEST(CURRENT_TIMESTAMP(),"
        + " IFNULL(TIMESTAMP_ADD(MAX("
        + Sql.name(from)
        + "), INTERVAL 1 MICROSECOND), CURRENT_TIMESTAMP()))) FROM "
        + publish.target().sql()
        + " WHERE "
        + Sql.name(current);
  }

  /**
   * The statements.
   *
   * @param time as {@link #time} answers
   */
  public List<String> statements(String time) {
    String at = "TIMESTAMP " + Sql.text(time);
    String target = publish.target().sql();
    String open = "t." + Sql.name(current);
    String update = "UPDATE " + target + " AS t SET ";
    String close = update + Sql.name(to) + " = " + at + ", " + Sql.name(current) + " = FALSE";
    String joined =
        " FROM "
            + publish.source()
            + " AS s WHERE "
            + publish.sameKey()
            + " AND "
            + open
            + " AND (";
    List<String> all = new ArrayList<>();
    if (closesMissing) {
      all.add(
          "ASSERT EXISTS (SELECT 1 FROM "
              + publish.stage().sql()
              + ") OR NOT EXISTS (SELECT 1 FROM "
              + target
              + " AS t WHERE "
              + open
              + ") AS "
              + Sql.text(PublishSql.EMPTY));
      all.add(
          close
              + " WHERE "
              + open
              + " AND NOT EXISTS (SELECT 1 FROM "
              + publish.source()
              + " AS s WHERE "
              + publish.sameKey()
              + ")");
    }
    List<SqlColumn> versioned =
        publish.changing().stream().filter(c -> tracked.contains(c.name())).toList();
    List<SqlColumn> other =
        publish.changing().stream().filter(c -> !tracked.contains(c.name())).toList();
    if (!versioned.isEmpty()) {
      all.add(close + joined + differ(versioned) + ")");
    }
    if (!other.isEmpty()) {
      all.add(
          update
              + other.stream()
                  .map(c -> Sql.name(c.name()) + " = " + c.cell("s"))
                  .collect(Collectors.joining(", "))
              + joined
              + differ(other)
              + ")");
    }
    all.add(insert(at, target, open));
    return all;
  }

  private static String differ(List<SqlColumn> columns) {
    return columns.stream().map(SqlColumn::differs).collect(Collectors.joining(" OR "));
  }

  private String insert(String at, String target, String open) {
    List<String> names = publish.columns().stream().map(SqlColumn::name).toList();
    return "INSERT INTO "
        + target
        + " ("
        + Sql.names(names)
        + ", "
        + Sql.names(List.of(from, to, current))
        + ") SELECT "
        + publish.columns().stream().map(c -> c.cell("s")).collect(Collectors.joining(", "))
        + ", "
        + at
        + ", CAST(NULL AS TIMESTAMP), TRUE FROM "
        + publish.source()
        + " AS s LEFT JOIN "
        + target
        + " AS t ON "
        + publish.sameKey()
        + " AND "
        + open
        + " WHERE t."
        + Sql.name(publish.key().get(0))
        + " IS NULL";
  }
}
