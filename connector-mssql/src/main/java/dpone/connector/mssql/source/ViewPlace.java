package dpone.connector.mssql.source;

import dpone.connector.mssql.sql.TableName;

/**
 * How it is told where in a log of changes a view of a table stands: changes up to there are in it,
 * and none after it.
 */
public enum ViewPlace {
  /**
   * The end of the database's log while nobody writes to the table; the capture job may be behind
   * it, so that what it has recorded says nothing about the view.
   */
  CDC("SELECT log_end_lsn FROM sys.dm_db_log_stats(DB_ID())"),

  /** The version that the view itself shows. */
  CHANGE_TRACKING("SELECT CHANGE_TRACKING_CURRENT_VERSION()");

  private final String sql;

  ViewPlace(String sql) {
    this.sql = sql;
  }

  /** Asks for the place. */
  String sql() {
    return sql;
  }

  /** Waits for those who write, and keeps others out until the transaction ends. */
  static String lock(TableName table) {
    return "SELECT TOP (1) 1 FROM " + table.sql() + " WITH (TABLOCK, HOLDLOCK)";
  }

  /** A view begins with the first row that is looked for. */
  static String touch(TableName table) {
    return "SELECT TOP (1) 1 FROM " + table.sql();
  }
}
