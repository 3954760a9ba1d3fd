package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.ReadReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a change stream. Used by one thread; {@link #close} may come from another. */
@Rule(
    id = "CDC-1",
    value =
        "Changes come in commit order; between snapshot and changes there is neither a gap nor an"
            + " overlap.")
@Rule(
    id = "CDC-2",
    value =
        "A change that is filtered out, and an idle log, still move the position: Reached comes for"
            + " them too.")
@Rule(
    id = "CDC-7",
    value =
        "A reader that is not asked for a while keeps its place at the source. However large a"
            + " transaction is and however many streams there are, it fills at most two batches at a"
            + " time: before it begins one of a third stream it delivers another.")
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeReader extends AutoCloseable {
  /** The next event; empty when none came in time. */
  Optional<ChangeEvent> next(Duration wait);

  /**
   * What was delivered since the last call, one receipt for each stream that had changes, counted
   * from the log's own records and not from the chunks. Asked right after {@link
   * ChangeEvent.Reached}.
   */
  List<ReadReceipt> receipts();

  /** Whether a bounded read has reached the end of the log as it was when the reader was opened. */
  boolean complete();

  @Override
  void close();
}
