package dpone.runtime.read;

import dpone.spi.batch.Chunk;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one split into a queue; runs on a thread of its own. */
public final class ReadPump implements Callable<@Nullable ReadReceipt> {
  private final SplitReader reader;
  private final ChunkQueue queue;
  private final Cancellation cancellation;
  private final Consumer<Boundary> boundaries;

  /** A pump from that reader into that queue. */
  public ReadPump(
      SplitReader reader,
      ChunkQueue queue,
      Cancellation cancellation,
      Consumer<Boundary> boundaries) {
    this.reader = reader;
    this.queue = queue;
    this.cancellation = cancellation;
    this.boundaries = boundaries;
  }

  /** The reader's account, or null when the writer stopped first. */
  @Override
  public @Nullable ReadReceipt call() throws InterruptedException {
    try {
      for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        boundaries.accept(Boundary.AFTER_READ_BEFORE_HAND_OFF);
        if (cancellation.isCancelled()) {
          chunk.close();
          cancellation.check();
        }
        if (!queue.put(chunk)) {
          return null;
        }
        boundaries.accept(Boundary.MID_PAGE);
      }
      return reader.finish();
    } finally {
      queue.end();
    }
  }
}
