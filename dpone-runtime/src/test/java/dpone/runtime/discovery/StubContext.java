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

/** Keeps what a connector leaves with its host to be called later. */
final class StubContext implements ConnectorContext, Meters, Cancellation {
  Runnable onCancel;
  DoubleSupplier gauge;

  @Override
  public Meters meters() {
    return this;
  }

  @Override
  public Cancellation cancellation() {
    return this;
  }

  @Override
  public AutoCloseable onCancel(Runnable action) {
    onCancel = action;
    return () -> {};
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {
    gauge = value;
  }

  @Override
  public void count(String name, double amount) {}

  @Override
  public void time(String name, Duration duration) {}

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
  public System.Logger logger() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public BatchAllocator allocator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RetryExecutor retry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Rejects rejects() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path temporaryFolder() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reached(Boundary boundary) {}
}
