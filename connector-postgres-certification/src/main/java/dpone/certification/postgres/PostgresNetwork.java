package dpone.certification.postgres;

import dpone.certify.kit.Network;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a server is reached, and what it says when it lets nobody in.
 *
 * @param connection its connection options
 */
record PostgresNetwork(Map<String, Object> connection) implements Network {
  private static final int LENGTH_OF_LENGTH = 4;

  @Override
  public String host() {
    return String.valueOf(connection.get("host"));
  }

  @Override
  public int port() {
    return Integer.parseInt(connection.getOrDefault("port", 5432).toString());
  }

  @Override
  public Map<String, Object> through(String host, int port) {
    Map<String, Object> through = new LinkedHashMap<>(connection);
    through.put("host", host);
    through.put("port", port);
    // With TLS as an option the driver connects twice in one try.
    through.put("sslmode", "disable");
    return through;
  }

  @Override
  public Map<String, Fault> faults() {
    return Map.of(
        "PG_CONNECTION_REFUSED", new Fault.Refused(),
        "PG_CONNECTION_LOST",
            answer("57P01", "terminating connection due to administrator command"),
        "PG_SERVER_STARTING", answer("57P03", "the database system is starting up"),
        "PG_TOO_MANY_CONNECTIONS", answer("53300", "sorry, too many clients already"),
        "PG_NO_SUITABLE_SERVER", new Fault.Asked(Map.of("target_session_attrs", "standby")));
  }

  /** An ErrorResponse of the protocol; the server has no field for a wait. */
  private static Fault answer(String state, String message) {
    String fields = "SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0";
    int length = fields.length() + LENGTH_OF_LENGTH;
    return new Fault.Answered("E\0\0\0" + (char) length + fields, Duration.ZERO);
  }

  @Override
  public String broken() {
    return "PG_CONNECTION_REFUSED";
  }

  @Override
  public Map<String, String> others() {
    return Map.of("PG_SLOT_ACTIVE", "needs another reader of the slot; PROD-5 provokes it");
  }

  @Override
  public Map<String, Object> impatient() {
    return Map.of("driver_options", Map.of("socketTimeout", "2"));
  }
}
