package dpone.connector.mssql.cdc;

import dpone.spi.batch.Column;

/** Changes of one table, in the order of their {@link ChangePoint}s. Used by one thread. */
interface ChangeCursor extends AutoCloseable {
  /** Goes to the next change; false after the last. */
  boolean next();

  /** Where the change is. */
  ChangePoint point();

  /**
   * Whether an update changed a column; the column by its place in {@link CaptureInstance#columns}.
   */
  boolean changed(int column);

  /** Whether a cell is null. Asked of large values only. */
  boolean isNull(int column);

  /** Appends a cell, null as it is. */
  void append(int column, Column into);

  @Override
  void close();
}
