package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.batch.Chunk;
import dpone.spi.transfer.ReadReceipt;
import org.jspecify.annotations.Nullable;

/** Reads one split. Used by one thread; {@link #close} may come from another and unblocks it. */
@Rule(
    id = "SRC-6",
    value =
        "A reader that ends early, is truncated or disconnected throws; null from next() is a claim"
            + " that the split was delivered whole.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface SplitReader extends AutoCloseable {
  /**
   * The next rows, which the caller closes; waits for them.
   *
   * @return null once the split was delivered whole
   */
  @Nullable Chunk next();

  /** The source's own account; only after {@link #next} returned null. */
  ReadReceipt finish();

  /** Frees everything; without {@link #finish} before, the read is abandoned. */
  @Override
  void close();
}
