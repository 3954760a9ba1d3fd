package dpone.connector.mssql.cdc;

import java.util.List;

/**
 * What the server records the changes of a table in; a table has two of them while its columns
 * change. Where its records begin is no mark of it: clean-up moves that.
 *
 * @param name name of the capture instance; of change tracking the table's
 * @param table full name of the table
 * @param object object id of the table
 * @param id what tells it from another one of its name: the object id of its table of changes, or
 *     the version from which on a table is tracked
 * @param start where its records begin, as far as they were not cleaned up
 * @param columns names of the columns that it records, by their ordinal there
 */
record CaptureInstance(
    String name, String table, long object, long id, Lsn start, List<String> columns) {
  CaptureInstance {
    columns = List.copyOf(columns);
  }
}
