package dpone.runtime.stage;

import dpone.runtime.context.Failures;
import dpone.runtime.observe.RunListener;
import dpone.runtime.read.ChunkQueue;
import dpone.runtime.read.ReadPump;
import dpone.spi.batch.Chunk;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.Meters;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageUnusable;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves one split: a reader on its own thread, the writer on this one. Thread-safe. */
final class SplitTransfer {
  private static final int QUEUED_CHUNKS = 1;

  private final Source source;
  private final Sink sink;
  private final StageHandle stage;
  private final Map<String, StreamPlan> plans;
  private final ExecutorService readers;
  private final Environment environment;

  /**
   * What every transfer of a run shares.
   *
   * @param cancellation when to stop
   * @param meters counters
   * @param boundaries hears each boundary
   * @param listener hears progress
   */
  record Environment(
      Cancellation cancellation,
      Meters meters,
      Consumer<Boundary> boundaries,
      RunListener listener) {}

  /** A failure, and whether the same split may be tried again. */
  static final class SplitFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final DponeException failure;
    private final boolean staged;

    SplitFailed(DponeException failure, boolean staged) {
      super(failure);
      this.failure = failure;
      this.staged = staged;
    }

    DponeException failure() {
      return failure;
    }

    /**
     * A split whose writer was asked to finish may be staged already, so it is not moved twice; nor
     * into a stage that takes no more.
     */
    boolean mayRetry() {
      return !staged && failure.category().retryable() && !StageUnusable.is(failure);
    }
  }

  SplitTransfer(
      Source source,
      Sink sink,
      StageHandle stage,
      List<StreamPlan> plans,
      ExecutorService readers,
      Environment environment) {
    this.source = source;
    this.sink = sink;
    this.stage = stage;
    this.plans = plans.stream().collect(Collectors.toMap(StreamPlan::stream, p -> p));
    this.readers = readers;
    this.environment = environment;
  }

  SplitResult move(Split split, int attempt) throws SplitFailed, InterruptedException {
    boolean finishing = false;
    try (SplitReader reader = source.open(split);
        StageWriter writer = sink.writer(stage, planOf(split), split, attempt)) {
      ChunkQueue queue = new ChunkQueue(QUEUED_CHUNKS);
      Future<@Nullable ReadReceipt> reading =
          readers.submit(
              new ReadPump(reader, queue, environment.cancellation(), environment.boundaries()));
      long handed;
      try {
        handed = write(split, queue, writer);
      } catch (RuntimeException | InterruptedException e) {
        queue.abandon();
        reader.close();
        awaitQuietly(reading);
        throw e;
      }
      ReadReceipt read = join(reading);
      finishing = true;
      WriteReceipt written = writer.finish();
      return new SplitResult(read, written, handed);
    } catch (RuntimeException e) {
      throw new SplitFailed(Failures.internal("moving a split", e), finishing);
    }
  }

  private StreamPlan planOf(Split split) {
    StreamPlan plan = plans.get(split.stream());
    if (plan == null) {
      throw new IllegalStateException("a split of a stream that was not asked for: " + split);
    }
    return plan;
  }

  private long write(Split split, ChunkQueue queue, StageWriter writer)
      throws InterruptedException {
    long handed = 0;
    for (Chunk next = queue.take(); next != null; next = queue.take()) {
      try (Chunk chunk = next) {
        environment.cancellation().check();
        int rows = chunk.rows();
        writer.write(chunk);
        handed += rows;
        environment.meters().count("dpone.rows", rows);
        environment.listener().progress(split.stream(), rows, chunk.bytes());
      }
      environment.boundaries().accept(Boundary.MID_WRITE);
    }
    return handed;
  }

  private static ReadReceipt join(Future<@Nullable ReadReceipt> reading)
      throws InterruptedException {
    try {
      ReadReceipt receipt = reading.get();
      if (receipt == null) {
        throw new IllegalStateException("reader stopped without a receipt");
      }
      return receipt;
    } catch (ExecutionException e) {
      throw Failures.internal("reading a split", e.getCause() == null ? e : e.getCause());
    }
  }

  private static void awaitQuietly(Future<?> reading) {
    try {
      reading.get();
    } catch (ExecutionException e) {
      // The writer's failure is the one that is reported; the reader was stopped because of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
