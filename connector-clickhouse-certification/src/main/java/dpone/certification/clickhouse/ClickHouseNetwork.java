package dpone.certification.clickhouse;

import dpone.certify.kit.Network;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a server is reached, and what it and what stands in front of it say when they let nobody in.
 *
 * @param connection its connection options
 * @param address the one of them that leads to it
 */
record ClickHouseNetwork(Map<String, Object> connection, URI address) implements Network {
  private static final int ASKED_SECONDS = 1;

  @Override
  public String host() {
    return address.getHost();
  }

  @Override
  public int port() {
    return address.getPort();
  }

  @Override
  public Map<String, Object> through(String host, int port) {
    Map<String, Object> through = new LinkedHashMap<>(connection);
    through.put("url", "http://" + host + ":" + port);
    return through;
  }

  @Override
  public Map<String, Fault> faults() {
    return Map.of(
        "CH_CONNECTION_REFUSED",
        new Fault.Refused(),
        "CH_CONNECTION_LOST",
        new Fault.Broken(),
        "CH_GATEWAY",
        new Fault.Answered(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: "
                + ASKED_SECONDS
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            Duration.ofSeconds(ASKED_SECONDS)),
        "CH_TOO_MANY_QUERIES",
        answer(202, "Too many simultaneous queries. Maximum: 100"),
        "CH_SERVER_NETWORK",
        answer(210, "Connection refused (replica:9000)"));
  }

  private static Fault answer(int code, String message) {
    String body = "Code: " + code + ". DB::Exception: " + message + ". (version 26.7.2.1)\n";
    return new Fault.Answered(
        "HTTP/1.1 500 Internal Server Error\r\nX-ClickHouse-Exception-Code: "
            + code
            + "\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body,
        Duration.ZERO);
  }

  @Override
  public String broken() {
    return "CH_CONNECTION_LOST";
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "CH_ANSWER_TIMEOUT",
        "there is a limit only where the manifest sets one: the network that falls silent in the"
            + " middle of a read, of this check too, meets it");
  }

  @Override
  public Map<String, Object> impatient() {
    return Map.of("answer_timeout", "2s");
  }
}
