package dpone.runtime.change;

import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import java.util.List;
import java.util.Optional;

/** What the source of one pipeline keeps for its change stream. Used by one thread. */
public final class ChangeStreamAdmin implements AutoCloseable {
  private final ChangeSource source;
  private final ChangeAdmin admin;
  private final ChangeScope scope;
  private final Runnable release;

  /**
   * Looks after one change stream.
   *
   * @param release gives back what was opened for it
   */
  public ChangeStreamAdmin(
      ChangeSource source, ChangeAdmin admin, ChangeScope scope, Runnable release) {
    this.source = source;
    this.admin = admin;
    this.scope = scope;
    this.release = release;
  }

  /** How it is doing; empty if the source keeps nothing for it. */
  public Optional<ChangeHealth> health() {
    return admin.health(scope);
  }

  /** Removes what the source keeps; tells what that was. */
  public List<String> drop() {
    return admin.drop(scope);
  }

  @Override
  public void close() {
    try (source) {
      release.run();
    }
  }
}
