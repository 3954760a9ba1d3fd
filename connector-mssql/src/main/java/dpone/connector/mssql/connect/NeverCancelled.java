package dpone.connector.mssql.connect;

import dpone.spi.context.Cancellation;
import java.time.Duration;
import java.util.Optional;

/** For work that has to be done although the run was cancelled. */
final class NeverCancelled implements Cancellation {
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
}
