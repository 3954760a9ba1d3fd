package dpone.connector.bigquery.encode;

import dpone.spi.batch.ColumnBatch;

/** A file that a load job reads, written row by row. Used by one thread. */
public interface RowFile extends AutoCloseable {
  /** Writes the rows that fit. */
  void write(ColumnBatch batch, Unfit unfit);

  /** Ends the file; nothing can be written afterwards. */
  void finish();

  /** What of the file is there and was not taken yet. */
  Out out();

  /** Rows in the file, once it is ended. */
  long rows();

  @Override
  void close();
}
