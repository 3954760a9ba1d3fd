package dpone.runtime.state;

import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.time.Duration;
import java.util.List;

/** Looks at the state of a pipeline, and forgets it. Used by one thread. */
public final class StateAdmin implements AutoCloseable {
  private static final Duration TTL = Duration.ofSeconds(30);

  private final StateStore store;
  private final String pipeline;
  private final Runnable release;

  /**
   * An administrator of one pipeline's state.
   *
   * @param release called once at the end
   */
  public StateAdmin(StateStore store, String pipeline, Runnable release) {
    this.store = store;
    this.pipeline = pipeline;
    this.release = release;
  }

  /**
   * The state of a scope.
   *
   * @param entry as stored
   * @param state what it says
   */
  public record Scope(StateEntry entry, ScopeState state) {}

  /** All scopes that have a state, in order. */
  public List<Scope> list() {
    return store.list(pipeline).stream()
        .map(entry -> new Scope(entry, ScopeState.parse(entry)))
        .toList();
  }

  /**
   * Forgets a scope, so that its next run starts from the beginning.
   *
   * @throws dpone.spi.error.DponeException STATE_LEASED while it is being run
   */
  public void reset(String scope) {
    StateKey key = new StateKey(pipeline, scope);
    Lease lease = store.acquire(key, "state reset", TTL, 0);
    try {
      store.reset(key, lease);
    } finally {
      store.release(lease);
    }
  }

  /** Names the store. */
  public String identity() {
    return store.identity();
  }

  @Override
  public void close() {
    try (store) {
      release.run();
    }
  }
}
