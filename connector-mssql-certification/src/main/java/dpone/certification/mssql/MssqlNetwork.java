package dpone.certification.mssql;

import dpone.certify.kit.Network;
import dpone.service.mssql.MssqlStandIn;
import dpone.service.tds.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the stand-in is reached, and logins that it refuses as a server does that starts or has no
 * room.
 *
 * @param server the stand-in
 * @param connection its connection options
 */
record MssqlNetwork(MssqlStandIn server, Map<String, Object> connection) implements Network {
  private static final String STARTING = "certify_starting";
  private static final String THROTTLED = "certify_throttled";

  MssqlNetwork {
    server
        .refused()
        .put(
            STARTING,
            Answer.error(
                40613,
                17,
                1,
                "Database 'certify' on server 'standin' is not currently available."));
    server
        .refused()
        .put(
            THROTTLED,
            Answer.error(
                40501,
                17,
                1,
                "The service is currently busy. Retry the request after 10 seconds."));
  }

  @Override
  public String host() {
    return String.valueOf(connection.get("host"));
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Map<String, Object> through(String host, int port) {
    Map<String, Object> through = new LinkedHashMap<>(connection);
    through.put("host", host);
    through.put("port", port);
    return through;
  }

  @Override
  public Map<String, Fault> faults() {
    return Map.of(
        "MSSQL_CONNECTION_REFUSED",
        new Fault.Refused(),
        "MSSQL_CONNECTION_LOST",
        new Fault.Broken(),
        "MSSQL_SERVER_STARTING",
        new Fault.Asked(as(STARTING)),
        "MSSQL_THROTTLED",
        new Fault.Asked(as(THROTTLED)));
  }

  private static Map<String, Object> as(String user) {
    return Map.of("user", user);
  }

  @Override
  public String broken() {
    return "MSSQL_CONNECTION_LOST";
  }

  @Override
  public Map<String, String> others() {
    return Map.of();
  }

  @Override
  public Map<String, Object> impatient() {
    return Map.of("driver_options", Map.of("socketTimeout", "2000"));
  }
}
