package dpone.connector.mssql.cdc;

import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The T-SQL of change data capture ("sys.sp_cdc_enable_table" and its neighbours in Microsoft's
 * reference). Pure.
 */
final class CdcSql {
  /** Last place that the capture job has recorded; null before its first scan. */
  static final String LAST = "SELECT sys.fn_cdc_get_max_lsn()";

  /** Oldest place that an instance holds; null for a name that is none. */
  static final String OLDEST = "SELECT sys.fn_cdc_get_min_lsn(?)";

  /** Whether the database records changes. */
  static final String ENABLED =
      "SELECT CASE WHEN is_cdc_enabled = 1 THEN 1 ELSE 0 END FROM sys.databases"
          + " WHERE database_id = DB_ID()";

  /**
   * The instances of a table, the older one first: its quoted name. A row for each column, in the
   * order of the update mask. Clean-up moves {@code start_lsn}, so that an instance is told by its
   * table of changes, and its age by when it was made.
   */
  static final String INSTANCES =
      """
      SELECT c.capture_instance, c.source_object_id, c.start_lsn, k.column_name, c.object_id
      FROM cdc.change_tables AS c JOIN cdc.captured_columns AS k ON k.object_id = c.object_id
      WHERE c.source_object_id = OBJECT_ID(?)
      ORDER BY c.create_date, c.capture_instance, k.column_ordinal\
      """;

  /** Retention of the clean-up job in minutes, and latency and last failure of the capture job. */
  static final String HEALTH =
      """
      SELECT (SELECT MAX(retention) FROM msdb.dbo.cdc_jobs WHERE database_id = DB_ID() AND job_type = N'cleanup'),
        (SELECT TOP (1) latency FROM sys.dm_cdc_log_scan_sessions ORDER BY session_id DESC),
        (SELECT TOP (1) error_message FROM sys.dm_cdc_errors WHERE entry_time > DATEADD(hour, -1, GETDATE()) ORDER BY entry_time DESC),
        DATEDIFF_BIG(second, sys.fn_cdc_map_lsn_to_time(?), GETDATE())\
      """;

  /** What an administrator runs for a database. */
  static final String ENABLE = "EXEC sys.sp_cdc_enable_db;";

  /** Names of all instances of the database. */
  static final String NAMES = "SELECT capture_instance FROM cdc.change_tables";

  private static final int LONGEST_INSTANCE = 100;

  private CdcSql() {}

  /**
   * A name for another instance of a table, by the rule of the server as far as that gives one that
   * is new and short enough.
   *
   * @param taken names that are taken, in lower case
   */
  static String instance(TableName table, Set<String> taken) {
    String whole = table.schema() + "_" + table.name();
    for (int number = 1; ; number++) {
      String end = number == 1 ? "" : "_" + number;
      String name =
          whole.substring(0, Math.min(whole.length(), LONGEST_INSTANCE - end.length())) + end;
      if (!taken.contains(name.toLowerCase(Locale.ROOT))) {
        return name;
      }
    }
  }

  /** What an administrator runs so that a table is recorded in an instance of that name. */
  static String enable(TableName table, String instance) {
    boolean usual = instance.equals(table.schema() + "_" + table.name());
    return "EXEC sys.sp_cdc_enable_table @source_schema = "
        + Sql.text(table.schema())
        + ", @source_name = "
        + Sql.text(table.name())
        + ", @role_name = NULL, @supports_net_changes = 0"
        + (usual ? "" : ", @capture_instance = " + Sql.text(instance))
        + ";";
  }

  /** What an administrator runs so that a table is not recorded in an instance any more. */
  static String disable(TableName table, String instance) {
    return "EXEC sys.sp_cdc_disable_table @source_schema = "
        + Sql.text(table.schema())
        + ", @source_name = "
        + Sql.text(table.name())
        + ", @capture_instance = "
        + Sql.text(instance)
        + ";";
  }

  /**
   * All changes of an instance after a place, both images of updates, in the order of commits. Its
   * parameters: first and last transaction, then lsn, lsn, seqval, seqval and operation of the
   * place.
   */
  static String changes(CaptureInstance instance, List<String> cells) {
    return "SELECT __$start_lsn, __$seqval, __$operation, __$update_mask, "
        + String.join(", ", cells)
        + "\nFROM cdc."
        + Sql.name("fn_cdc_get_all_changes_" + instance.name())
        + "(?, ?, N'all update old')"
        + "\nWHERE __$start_lsn > ? OR (__$start_lsn = ? AND (__$seqval > ?"
        + " OR (__$seqval = ? AND __$operation > ?)))"
        + "\nORDER BY __$start_lsn, __$seqval, __$operation";
  }

  /** What an administrator runs for a table. */
  static List<String> setup(TableName table, boolean database, List<String> columns) {
    List<String> statements = new ArrayList<>();
    if (database) {
      statements.add(ENABLE);
    }
    statements.add(
        "EXEC sys.sp_cdc_enable_table @source_schema = "
            + Sql.text(table.schema())
            + ", @source_name = "
            + Sql.text(table.name())
            + ", @role_name = NULL, @supports_net_changes = 0"
            + (columns.isEmpty() ? "" : ", @captured_column_list = " + Sql.text(Sql.names(columns)))
            + ";");
    return statements;
  }

  /**
   * What an administrator runs after a table's columns changed: a second instance beside the first.
   */
  static List<String> renew(TableName table, CaptureInstance old, String name) {
    return List.of(enable(table, name), "-- after the next run: " + disable(table, old.name()));
  }

  /** What an administrator runs so that changes are kept for longer. */
  static String retention(long minutes) {
    return "EXEC sys.sp_cdc_change_job @job_type = N'cleanup', @retention = " + minutes + ";";
  }
}
