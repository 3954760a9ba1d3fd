package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.batch.Chunk;
import dpone.spi.transfer.WriteReceipt;

/**
 * Writes one split into the stage. Used by one thread; {@link #close} may come from another and
 * unblocks it.
 */
@Rule(
    id = "SINK-3",
    value =
        "write() blocks while the system cannot take more; it holds no unbounded buffer and does not"
            + " keep the chunk after it returns.")
@Rule(
    id = "SINK-4",
    value =
        "A writer closed without finish() leaves nothing of its split in the stage, or the stage as"
            + " a whole is unusable, and the next writer is refused with StageUnusable; a split that"
            + " is tried again gets a new writer and a new deduplication token.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface StageWriter extends AutoCloseable {
  /** Stages the rows; the caller closes the chunk afterwards. */
  void write(Chunk chunk);

  /** Makes everything written durable in the stage. */
  WriteReceipt finish();

  /** Frees everything; without {@link #finish} before, the write is abandoned. */
  @Override
  void close();
}
