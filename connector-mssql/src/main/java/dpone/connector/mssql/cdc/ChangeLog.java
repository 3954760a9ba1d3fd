package dpone.connector.mssql.cdc;

import java.util.List;

/**
 * What a server records of changes: change data capture, or change tracking. Tests feed a recorded
 * one.
 */
interface ChangeLog extends AutoCloseable {
  /** The last place up to which changes are recorded. */
  Lsn last();

  /** The oldest place from which on an instance still holds every change. Clean-up moves it. */
  Lsn oldest(CaptureInstance instance);

  /** The instances of a table as of now, the older first; empty where nothing records it. */
  List<CaptureInstance> instances(String table);

  /**
   * Opens the changes after a place, up to the end of a transaction.
   *
   * @param upTo the last transaction to be read
   */
  ChangeCursor open(CaptureInstance instance, ChangePoint after, Lsn upTo);

  /** The statements that make the server record the changes of a table, for people. */
  List<String> setup(String table);

  @Override
  void close();
}
