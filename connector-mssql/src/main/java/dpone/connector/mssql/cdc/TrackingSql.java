package dpone.connector.mssql.cdc;

import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The T-SQL of change tracking ("CHANGETABLE" and its neighbours in Microsoft's reference). Pure.
 */
final class TrackingSql {
  /**
   * The version of the last transaction that changed a tracked table; null where the database
   * tracks nothing.
   */
  static final String LAST = "SELECT CHANGE_TRACKING_CURRENT_VERSION()";

  /**
   * The oldest version after which a table's changes are all still there; null where it is not
   * tracked.
   */
  static final String OLDEST = "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(?))";

  /** Object id of a tracked table, and the version from which on it is tracked: its quoted name. */
  static final String TABLE =
      "SELECT object_id, begin_version FROM sys.change_tracking_tables WHERE object_id ="
          + " OBJECT_ID(?)";

  /** Retention of the database: a number, its unit, and whether clean-up runs. */
  static final String RETENTION =
      """
      SELECT retention_period, retention_period_units_desc, is_auto_cleanup_on
      FROM sys.change_tracking_databases WHERE database_id = DB_ID()\
      """;

  /**
   * How many seconds ago the first transaction after a version was committed; null where there is
   * none. The view's times are in UTC ("sys.dm_tran_commit_table" in Microsoft's reference).
   */
  static final String AGE =
      "SELECT DATEDIFF_BIG(second, (SELECT MIN(commit_time) FROM sys.dm_tran_commit_table"
          + " WHERE commit_ts > ?), SYSUTCDATETIME())";

  private TrackingSql() {}

  /**
   * The rows that changed after a version, up to another one, in the order of versions; of a
   * deleted row its key alone. Its parameters: the two versions. A row that changed once more after
   * the second one is left for the next read.
   */
  static String changes(TableName table, List<String> key, List<String> cells) {
    String join =
        key.stream()
            .map(column -> "t." + Sql.name(column) + " = c." + Sql.name(column))
            .collect(Collectors.joining(" AND "));
    String first = "t." + Sql.name(key.getFirst());
    return "SELECT c.SYS_CHANGE_VERSION, CASE WHEN c.SYS_CHANGE_OPERATION = 'D' OR "
        + first
        + " IS NULL THEN 'D' ELSE c.SYS_CHANGE_OPERATION END, "
        + String.join(", ", cells)
        + "\nFROM CHANGETABLE(CHANGES "
        + table.sql()
        + ", ?) AS c"
        + "\nLEFT JOIN "
        + table.sql()
        + " AS t ON "
        + join
        + "\nWHERE c.SYS_CHANGE_VERSION <= ?"
        + "\nORDER BY c.SYS_CHANGE_VERSION";
  }

  /** How a column is called in {@link #changes}: what is left of a deleted row is its key. */
  static String column(String name, List<String> key) {
    return (key.contains(name) ? "c." : "t.") + Sql.name(name);
  }

  /** What an administrator runs for a table. */
  static List<String> setup(TableName table, String database, boolean first) {
    List<String> statements = new ArrayList<>();
    if (first) {
      statements.add(enable(database));
      statements.add(snapshots(database));
    }
    statements.add(enable(table));
    return statements;
  }

  /** What an administrator runs for a database. */
  static String enable(String database) {
    return "ALTER DATABASE "
        + Sql.name(database)
        + " SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS, AUTO_CLEANUP = ON);";
  }

  /** What an administrator runs so that a view of one moment can be read. */
  static String snapshots(String database) {
    return "ALTER DATABASE " + Sql.name(database) + " SET ALLOW_SNAPSHOT_ISOLATION ON;";
  }

  /** What an administrator runs so that the changes of a table are tracked. */
  static String enable(TableName table) {
    return "ALTER TABLE " + table.sql() + " ENABLE CHANGE_TRACKING;";
  }

  /** What an administrator runs so that changes are kept for longer. */
  static String retention(String database, long days) {
    return "ALTER DATABASE "
        + Sql.name(database)
        + " SET CHANGE_TRACKING (CHANGE_RETENTION = "
        + days
        + " DAYS);";
  }
}
