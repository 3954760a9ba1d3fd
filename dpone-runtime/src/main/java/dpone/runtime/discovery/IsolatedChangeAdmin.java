package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change source's housekeeping behind its guard. */
record IsolatedChangeAdmin(ChangeAdmin delegate, Guard guard) implements ChangeAdmin {
  @Override
  public Optional<ChangeHealth> health(ChangeScope scope) {
    return guard.call("ChangeAdmin.health", () -> delegate.health(scope));
  }

  @Override
  public Optional<ChangeHealth> health(
      ChangeScope scope, List<String> streams, @Nullable Position reached) {
    return guard.call("ChangeAdmin.health", () -> delegate.health(scope, streams, reached));
  }

  @Override
  public List<String> drop(ChangeScope scope) {
    return guard.call("ChangeAdmin.drop", () -> delegate.drop(scope));
  }
}
