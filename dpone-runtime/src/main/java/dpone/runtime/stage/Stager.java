package dpone.runtime.stage;

import dpone.runtime.context.Failures;
import dpone.runtime.observe.RunListener;
import dpone.runtime.retry.RetryBounds;
import dpone.runtime.retry.Tries;
import dpone.runtime.stage.SplitTransfer.SplitFailed;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.Meters;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageUnusable;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.Source;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves all splits of a scope into the stage, several at a time, the large ones first. */
public final class Stager {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Source source;
  private final Sink sink;
  private final int parallelism;
  private final RetryBounds retry;
  private final InstantSource clock;
  private final SplitTransfer.Environment environment;

  /** A stager of one run. */
  public Stager(
      Source source,
      Sink sink,
      int parallelism,
      RetryBounds retry,
      InstantSource clock,
      Cancellation cancellation,
      Meters meters,
      Consumer<Boundary> boundaries,
      RunListener listener) {
    this.source = source;
    this.sink = sink;
    this.parallelism = parallelism;
    // A part may take hours, so that what was spent on it tells nothing about its next try.
    this.retry = retry.withoutTotal();
    this.clock = clock;
    this.environment = new SplitTransfer.Environment(cancellation, meters, boundaries, listener);
  }

  /**
   * Moves the splits.
   *
   * @return one result a split, in order of ordinal
   * @throws DponeException the first failure; no thread of this call is left running
   */
  public List<SplitResult> move(List<Split> splits, StageHandle stage, List<StreamPlan> plans) {
    int workers = Math.min(parallelism, splits.size());
    if (workers == 0) {
      return List.of();
    }
    ConcurrentLinkedQueue<Split> pending = new ConcurrentLinkedQueue<>(largestFirst(splits));
    ConcurrentLinkedQueue<SplitResult> results = new ConcurrentLinkedQueue<>();
    AtomicReference<@Nullable DponeException> failure = new AtomicReference<>();
    AtomicReference<@Nullable DponeException> cause = new AtomicReference<>();
    ExecutorService readers = Executors.newFixedThreadPool(workers, named("dpone-read-"));
    ExecutorService writers = Executors.newFixedThreadPool(workers, named("dpone-write-"));
    try {
      SplitTransfer transfer = new SplitTransfer(source, sink, stage, plans, readers, environment);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(writers.submit(() -> work(transfer, pending, results, failure, cause)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.internal("staging", e);
    } catch (ExecutionException e) {
      throw Failures.internal("staging", e.getCause() == null ? e : e.getCause());
    } finally {
      writers.shutdownNow();
      readers.shutdownNow();
    }
    DponeException failed = failure.get();
    if (failed != null) {
      throw explained(failed, cause.get());
    }
    List<SplitResult> ordered = new ArrayList<>(results);
    ordered.sort(Comparator.comparingInt(r -> r.read().ordinal()));
    return ordered;
  }

  /**
   * A split may meet a stage that another split left unusable, so that only all of them together
   * know why.
   */
  private static DponeException explained(DponeException failed, @Nullable DponeException cause) {
    if (StageUnusable.is(failed) && cause != null) {
      failed.addSuppressed(cause);
    }
    return failed;
  }

  private void work(
      SplitTransfer transfer,
      ConcurrentLinkedQueue<Split> pending,
      ConcurrentLinkedQueue<SplitResult> results,
      AtomicReference<@Nullable DponeException> failure,
      AtomicReference<@Nullable DponeException> cause) {
    for (Split split = pending.poll();
        split != null && failure.get() == null;
        split = pending.poll()) {
      try {
        results.add(moveWithRetry(transfer, split, cause));
      } catch (DponeException e) {
        failure.compareAndSet(null, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.compareAndSet(null, Failures.internal("staging", e));
      }
    }
  }

  private SplitResult moveWithRetry(
      SplitTransfer transfer, Split split, AtomicReference<@Nullable DponeException> cause)
      throws InterruptedException {
    Tries tries = new Tries(retry, clock);
    for (int attempt = 0; ; attempt++) {
      try {
        return transfer.move(split, attempt);
      } catch (SplitFailed e) {
        if (!StageUnusable.is(e.failure())) {
          cause.set(e.failure());
        }
        Optional<Duration> wait = e.mayRetry() ? tries.after(e.failure()) : Optional.empty();
        if (wait.isEmpty() || environment.cancellation().isCancelled()) {
          throw e.failure();
        }
        environment.meters().count("dpone.split.retries", 1);
        environment
            .listener()
            .note(
                "split "
                    + split.ordinal()
                    + " of "
                    + split.stream()
                    + " is moved again in "
                    + wait.get().toMillis()
                    + " ms: "
                    + e.failure().oneLine());
        pause(wait.get());
      }
    }
  }

  /** Waits in short steps, so that a cancelled run does not wait for nothing. */
  private void pause(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
      environment.cancellation().check();
      TimeUnit.NANOSECONDS.sleep(Math.min(left, STEP.toNanos()));
    }
  }

  private static List<Split> largestFirst(List<Split> splits) {
    List<Split> sorted = new ArrayList<>(splits);
    sorted.sort(Comparator.comparingLong(Split::estimatedBytes).reversed());
    return sorted;
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
