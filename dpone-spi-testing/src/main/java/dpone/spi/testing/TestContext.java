package dpone.spi.testing;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import dpone.spi.context.Meters;
import dpone.spi.context.Rejects;
import dpone.spi.context.RetryExecutor;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/** A host that lends plain memory, tries again without waiting, and remembers what it was told. */
public final class TestContext implements ConnectorContext, Cancellation, BatchAllocator {
  public final List<Boundary> boundaries = new CopyOnWriteArrayList<>();
  public final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
  public final List<String> rejected = new CopyOnWriteArrayList<>();
  public final List<String> rejectedKeys = new CopyOnWriteArrayList<>();
  public final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();
  public final AtomicInteger reserved = new AtomicInteger();
  private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;
  public long batchBytes = 1 << 20;
  public long maxCellBytes = 64 << 20;
  public int maxRejects;
  public int retries;

  /** How often what may be tried again is done, as if answers were lost. */
  public int timesEach = 1;

  /** What a writer may keep between two calls; by default a batch. */
  public long keptBytes = -1;

  /** Bytes of {@code byte} arrays that are lent. */
  public final AtomicLong lent = new AtomicLong();

  public Predicate<DponeException> passes = failure -> failure.category().retryable();
  public Runnable pause = () -> {};
  public final List<DponeException> failures = new CopyOnWriteArrayList<>();
  public final Map<String, Double> counts = new ConcurrentHashMap<>();
  public final Map<String, Duration> times = new ConcurrentHashMap<>();
  public volatile InstantSource time = InstantSource.system();
  public Consumer<Boundary> onBoundary = b -> {};

  public void cancel() {
    cancelled = true;
    onCancel.forEach(Runnable::run);
  }

  @Override
  public System.Logger logger() {
    return new System.Logger() {
      @Override
      public String getName() {
        return "test";
      }

      @Override
      public boolean isLoggable(Level level) {
        return true;
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        lines.add(level + " " + message);
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        lines.add(level + " " + format);
      }
    };
  }

  @Override
  public Meters meters() {
    return new Meters() {
      @Override
      public void count(String name, double amount) {
        counts.merge(name, amount, Double::sum);
      }

      @Override
      public void time(String name, Duration duration) {
        times.merge(name, duration, Duration::plus);
      }

      @Override
      public void gauge(String name, DoubleSupplier value) {
        gauges.put(name, value);
      }
    };
  }

  @Override
  public InstantSource clock() {
    return time;
  }

  @Override
  public Cancellation cancellation() {
    return this;
  }

  @Override
  public BatchAllocator allocator() {
    return this;
  }

  @Override
  public RetryExecutor retry() {
    return new RetryExecutor() {
      @Override
      public <T> T call(String operation, Callable<T> action) {
        for (int attempt = 1; ; attempt++) {
          try {
            for (int i = 1; i < timesEach; i++) {
              action.call();
            }
            return action.call();
          } catch (DponeException failure) {
            failures.add(failure);
            if (attempt > retries || !passes.test(failure)) {
              throw failure;
            }
            pause.run();
          } catch (RuntimeException failure) {
            throw failure;
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        }
      }
    };
  }

  @Override
  public Rejects rejects() {
    return (stream, field, rowKey, reason, detail, row) -> {
      rejectedKeys.add(rowKey);
      rejected.add(stream + "/" + field + "/" + reason + "/" + detail);
      if (rejected.size() > maxRejects) {
        throw DponeException.of(ErrorCategory.DATA, reason, detail)
            .at(dpone.spi.error.Place.field(stream, field).row(rowKey))
            .remedy("mend the row, or allow rejects")
            .build();
      }
    };
  }

  @Override
  public Path temporaryFolder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  @Override
  public void reached(Boundary boundary) {
    boundaries.add(boundary);
    onBoundary.accept(boundary);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void check() {
    if (cancelled) {
      throw DponeException.of(ErrorCategory.TRANSIENT, "RUN_CANCELLED", "cancelled").build();
    }
  }

  @Override
  public Optional<Duration> remaining() {
    return Optional.empty();
  }

  @Override
  public AutoCloseable onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    }
    onCancel.add(action);
    return () -> onCancel.remove(action);
  }

  @Override
  public long batchBytes() {
    return batchBytes;
  }

  @Override
  public long keptBytes() {
    return keptBytes < 0 ? batchBytes : keptBytes;
  }

  @Override
  public long maxCellBytes() {
    return maxCellBytes;
  }

  @Override
  public BatchMemory reserve() {
    reserved.incrementAndGet();
    return new BatchMemory() {
      private long used;
      private long bytes;
      private boolean closed;

      @Override
      public byte[] bytes(int atLeast) {
        used += atLeast;
        bytes += atLeast;
        lent.addAndGet(atLeast);
        return new byte[atLeast];
      }

      @Override
      public int[] ints(int atLeast) {
        used += 4L * atLeast;
        return new int[atLeast];
      }

      @Override
      public long[] longs(int atLeast) {
        used += 8L * atLeast;
        return new long[atLeast];
      }

      @Override
      public double[] doubles(int atLeast) {
        used += 8L * atLeast;
        return new double[atLeast];
      }

      @Override
      public void recycle(Object array) {
        int size = array instanceof byte[] ? 1 : array instanceof int[] ? 4 : 8;
        used -= (long) size * Array.getLength(array);
        if (size == 1) {
          bytes -= Array.getLength(array);
          lent.addAndGet(-Array.getLength(array));
        }
      }

      @Override
      public long used() {
        return used;
      }

      @Override
      public void close() {
        if (closed) {
          throw new IllegalStateException("closed twice");
        }
        closed = true;
        lent.addAndGet(-bytes);
        reserved.decrementAndGet();
      }
    };
  }
}
