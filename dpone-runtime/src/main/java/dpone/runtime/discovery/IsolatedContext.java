package dpone.runtime.discovery;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import dpone.spi.context.Meters;
import dpone.spi.context.Rejects;
import dpone.spi.context.RetryExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The host's context; what a connector leaves with it to be called later goes behind the guard. */
record IsolatedContext(ConnectorContext host, Guard guard) implements ConnectorContext {
  @Override
  public System.Logger logger() {
    return host.logger();
  }

  @Override
  public Meters meters() {
    return new GuardedMeters(host.meters(), guard);
  }

  @Override
  public InstantSource clock() {
    return host.clock();
  }

  @Override
  public Cancellation cancellation() {
    return new GuardedCancellation(host.cancellation(), guard);
  }

  @Override
  public BatchAllocator allocator() {
    return host.allocator();
  }

  @Override
  public RetryExecutor retry() {
    return host.retry();
  }

  @Override
  public Rejects rejects() {
    return host.rejects();
  }

  @Override
  public Path temporaryFolder() {
    return host.temporaryFolder();
  }

  @Override
  public void reached(Boundary boundary) {
    host.reached(boundary);
  }

  private record GuardedMeters(Meters host, Guard guard) implements Meters {
    @Override
    public void count(String name, double amount) {
      host.count(name, amount);
    }

    @Override
    public void time(String name, Duration duration) {
      host.time(name, duration);
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
      host.gauge(name, () -> guard.call("gauge " + name, value::getAsDouble));
    }
  }

  private record GuardedCancellation(Cancellation host, Guard guard) implements Cancellation {
    @Override
    public boolean isCancelled() {
      return host.isCancelled();
    }

    @Override
    public void check() {
      host.check();
    }

    @Override
    public Optional<Duration> remaining() {
      return host.remaining();
    }

    @Override
    public AutoCloseable onCancel(Runnable action) {
      return host.onCancel(() -> guard.run("cancellation", action));
    }
  }
}
