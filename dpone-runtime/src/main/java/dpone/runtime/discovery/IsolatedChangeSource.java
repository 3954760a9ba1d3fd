package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.transfer.Position;
import java.util.Optional;

/** A change source behind its guard. */
record IsolatedChangeSource(ChangeSource delegate, Guard guard) implements ChangeSource {
  @Override
  public ChangeReader open(ChangeRequest request) {
    return new IsolatedChangeReader(
        guard.call("ChangeSource.open", () -> delegate.open(request)), guard);
  }

  @Override
  public void confirm(Position position) {
    guard.run("ChangeSource.confirm", () -> delegate.confirm(position));
  }

  @Override
  public ChangeHealth health() {
    return guard.call("ChangeSource.health", () -> delegate.health());
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Capabilities.isolate(
        type, guard.call("ChangeSource.capability", () -> delegate.capability(type)), guard);
  }

  @Override
  public void close() {
    guard.run("ChangeSource.close", () -> delegate.close());
  }
}
