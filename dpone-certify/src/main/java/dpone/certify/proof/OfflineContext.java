package dpone.certify.proof;

import dpone.spi.Endpoint;
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
import dpone.spi.option.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A context for opening parts that are asked what they declare and never move a row.
 *
 * @param temporaryFolder given to the connector
 */
public record OfflineContext(Path temporaryFolder) implements ConnectorContext {
  /** An endpoint without options. */
  public static final Endpoint NOWHERE = new Endpoint(Options.NONE, Options.NONE);

  @Override
  public System.Logger logger() {
    return System.getLogger("dpone.certify");
  }

  @Override
  public Meters meters() {
    return new Meters() {
      @Override
      public void count(String name, double amount) {}

      @Override
      public void time(String name, Duration duration) {}

      @Override
      public void gauge(String name, DoubleSupplier value) {}
    };
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Cancellation cancellation() {
    return new Cancellation() {
      @Override
      public boolean isCancelled() {
        return false;
      }

      @Override
      public void check() {}

      @Override
      public Optional<Duration> remaining() {
        return Optional.empty();
      }

      @Override
      public AutoCloseable onCancel(Runnable action) {
        return () -> {};
      }
    };
  }

  @Override
  public BatchAllocator allocator() {
    return new BatchAllocator() {
      @Override
      public long batchBytes() {
        return 1 << 20;
      }

      @Override
      public long maxCellBytes() {
        return 1 << 20;
      }

      @Override
      public BatchMemory reserve() {
        throw new IllegalStateException("a part that was only asked took memory for rows");
      }
    };
  }

  @Override
  public RetryExecutor retry() {
    return new RetryExecutor() {
      @Override
      public <T extends @Nullable Object> T call(String operation, Callable<T> action) {
        try {
          return action.call();
        } catch (DponeException known) {
          throw known;
        } catch (Exception unknown) {
          throw DponeException.of(ErrorCategory.INTERNAL, "OFFLINE_CALL", operation + " failed")
              .cause(unknown)
              .build();
        }
      }
    };
  }

  @Override
  public Rejects rejects() {
    return (stream, field, rowKey, reason, detail, row) -> {
      throw new IllegalStateException(
          "a part that was only asked rejected a row of "
              + stream
              + ": "
              + field
              + ", "
              + reason
              + ", "
              + detail);
    };
  }

  @Override
  public void reached(Boundary boundary) {}
}
