package dpone.connector.mssql.cdc;

import java.util.List;

/**
 * What the server records the changes of a table in; a table has two of them while its columns
 * change.
 *
 * @param name name of the capture instance; of change tracking the table's
 * @param table full name of the table
 * @param object object id of the table
 * @param start where its records begin
 * @param columns names of the columns that it records, by their ordinal there
 */
record CaptureInstance(String name, String table, long object, Lsn start, List<String> columns) {
  CaptureInstance {
    columns = List.copyOf(columns);
  }
}
