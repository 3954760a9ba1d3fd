package dpone.runtime.discovery;

import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A state store behind its guard. */
record IsolatedStateStore(StateStore delegate, Guard guard) implements StateStore {
  @Override
  public String identity() {
    return guard.call("StateStore.identity", () -> delegate.identity());
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    return guard.call("StateStore.read", () -> delegate.read(key));
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    return guard.call(
        "StateStore.write", () -> delegate.write(key, expectedRevision, document, lease));
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    return guard.call("StateStore.acquire", () -> delegate.acquire(key, owner, ttl, atLeast));
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    return guard.call("StateStore.renew", () -> delegate.renew(lease, ttl));
  }

  @Override
  public void release(Lease lease) {
    guard.run("StateStore.release", () -> delegate.release(lease));
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return guard.call("StateStore.list", () -> delegate.list(pipeline));
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    guard.run("StateStore.reset", () -> delegate.reset(key, lease));
  }

  @Override
  public void close() {
    guard.run("StateStore.close", () -> delegate.close());
  }
}
