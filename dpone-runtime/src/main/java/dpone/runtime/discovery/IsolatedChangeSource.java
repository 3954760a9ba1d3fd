package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change source behind its guard. */
record IsolatedChangeSource(ChangeSource delegate, Guard guard) implements ChangeSource {
  @Override
  public StreamInfo describe(StreamSelection selection, List<String> key) {
    return guard.call("ChangeSource.describe", () -> delegate.describe(selection, key));
  }

  @Override
  public List<String> explain(StreamRead read) {
    return guard.call("ChangeSource.explain", () -> delegate.explain(read));
  }

  @Override
  public List<String> uncovered(@Nullable Position position, List<String> streams) {
    return guard.call("ChangeSource.uncovered", () -> delegate.uncovered(position, streams));
  }

  @Override
  public ReadSession snapshot(ChangeRequest request) {
    return new IsolatedReadSession(
        guard.call("ChangeSource.snapshot", () -> delegate.snapshot(request)), guard);
  }

  @Override
  public ChangeReader changes(ChangeRequest request) {
    return new IsolatedChangeReader(
        guard.call("ChangeSource.changes", () -> delegate.changes(request)), guard);
  }

  @Override
  public void confirm(ChangeScope scope, Position position) {
    guard.run("ChangeSource.confirm", () -> delegate.confirm(scope, position));
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
