package dpone.runtime.commit;

import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A real store seen from one process of a {@link MemorySystem}: a dead process reaches it no more,
 * and state that the sink committed in its own transaction shows up here.
 */
record MemoryState(StateStore store, MemorySystem.Process process, boolean transactional)
    implements StateStore {
  @Override
  public String identity() {
    return store.identity();
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    process.system();
    Optional<StateEntry> entry = store.read(key);
    String document = transactional ? process.system().transactionalState.get(key) : null;
    return document == null
        ? entry
        : Optional.of(
            new StateEntry(
                key, entry.map(StateEntry::revision).orElse(0L), document, Instant.EPOCH));
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    process.system();
    if (!transactional) {
      return store.write(key, expectedRevision, document, lease);
    }
    // The sink's transactions do not count revisions in this store, so take the one it has.
    long found = store.read(key).map(StateEntry::revision).orElse(0L);
    process.system().transactionalState.remove(key);
    return store.write(key, found, document, lease);
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    process.system();
    return store.acquire(key, owner, ttl, atLeast);
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    process.awaitRunning();
    process.system();
    return store.renew(lease, ttl);
  }

  @Override
  public void release(Lease lease) {
    process.system();
    store.release(lease);
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return store.list(pipeline);
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    store.reset(key, lease);
  }

  @Override
  public void close() {
    store.close();
  }
}
