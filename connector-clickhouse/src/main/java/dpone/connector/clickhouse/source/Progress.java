package dpone.connector.clickhouse.source;

import dpone.spi.transfer.ReadReceipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to read a stream. Used by one thread. */
interface Progress {
  /** What is to be read, and what sees it together. */
  SplitPlanner.Plan plan();

  /**
   * How far the stream is read once all parts are delivered.
   *
   * @param receipts of this stream
   * @return null if there is no position
   */
  @Nullable StreamPosition reached(List<ReadReceipt> receipts);

  /** Whether nothing is left beyond the parts. */
  default boolean complete() {
    return true;
  }
}
