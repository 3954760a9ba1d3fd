package dpone.connector.clickhouse.connect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the user may change settings, asked once. */
final class ReadOnlyUser {
  private final Server server;
  private volatile @Nullable Boolean takesSettings;

  ReadOnlyUser(Server server) {
    this.server = server;
  }

  boolean takesSettings() {
    Boolean known = takesSettings;
    if (known == null) {
      known =
          !server
              .rows("SELECT value FROM system.settings WHERE name = 'readonly'", Map.of())
              .toString()
              .equals("[[1]]");
      takesSettings = known;
    }
    return known;
  }
}
