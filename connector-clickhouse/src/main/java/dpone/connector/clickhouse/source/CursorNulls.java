package dpone.connector.clickhouse.source;

/** What becomes of rows without a cursor value. */
enum CursorNulls {
  /** They are refused. */
  FAIL,
  /** All of them are read every time. */
  INCLUDE,
  /** They are left out. */
  EXCLUDE
}
