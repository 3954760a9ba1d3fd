package dpone.runtime.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service that runs, as it describes itself.
 *
 * @param connection options of a connection to it, as a manifest would write them
 * @param created whether what was asked for did not exist before
 * @param kind what it is: {@code real}, {@code emulator} or {@code double}
 * @param name its name for people; empty if it does not say
 * @param version its version; empty if it does not say
 */
public record OpenedService(
    Map<String, Object> connection, boolean created, String kind, String name, String version) {
  /** Copies the map. */
  public OpenedService {
    connection = Collections.unmodifiableMap(new LinkedHashMap<>(connection));
  }

  /** Without the connection, which may hold a password. */
  @Override
  public String toString() {
    return "service " + name + " " + version + " (" + kind + ")";
  }
}
