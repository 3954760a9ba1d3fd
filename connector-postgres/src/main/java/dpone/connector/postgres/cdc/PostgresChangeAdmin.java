package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.option.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after slots and publications. */
final class PostgresChangeAdmin implements ChangeAdmin {
  private final Sessions sessions;
  private final Options options;

  PostgresChangeAdmin(Sessions sessions, Options options) {
    this.sessions = sessions;
    this.options = options;
  }

  @Override
  public Optional<ChangeHealth> health(ChangeScope scope) {
    ChangeSettings settings = ChangeSettings.of(options, scope);
    try (PgSession session = sessions.control()) {
      return Slots.find(session, settings.slot()).map(SlotHealth::of);
    }
  }

  @Override
  public List<String> drop(ChangeScope scope) {
    ChangeSettings settings = ChangeSettings.of(options, scope);
    List<String> dropped = new ArrayList<>();
    try (PgSession session = sessions.control()) {
      Publications publications = new Publications(session, settings, settings.mark(scope));
      SlotKeeper keeper = new SlotKeeper(scope, settings);
      boolean there = Slots.find(session, settings.slot()).isPresent();
      if (there && keeper.isOurs(publications)) {
        keeper.clear(session, true);
        dropped.add("replication slot " + settings.slot());
      }
      if (publications.isOurs()) {
        publications.drop();
        dropped.add("publication " + settings.publication());
      }
    }
    return dropped;
  }
}
