package dpone.connector.bigquery.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.encode.Unfit;
import dpone.spi.batch.ColumnBatch;

/**
 * How the rows of one try of a split reach a stage. What is given up before {@link #finish} leaves
 * nothing that anybody counts. Used by one thread; {@link #close} may come from another.
 */
interface Lane extends AutoCloseable {
  /** Takes the rows that fit; keeps none of the batch's memory. */
  void write(ColumnBatch batch, Unfit unfit);

  /**
   * Ends it. Called once, after the last rows.
   *
   * @return what BigQuery has now, by its own count
   */
  Delivered finish();

  @Override
  void close();

  /**
   * What has arrived.
   *
   * @param rows as BigQuery counts them
   * @param bytes that were sent
   * @param payload by which the stage finds them
   */
  record Delivered(long rows, long bytes, ObjectNode payload) {}
}
