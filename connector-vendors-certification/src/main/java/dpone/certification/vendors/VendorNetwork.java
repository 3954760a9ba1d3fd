package dpone.certification.vendors;

import dpone.certify.kit.Network;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * How a double is reached, and what a client meets on the way.
 *
 * @param port where it listens
 * @param at options of a connection to an address
 */
record VendorNetwork(int port, Function<String, Map<String, Object>> at) implements Network {
  private static final Duration ASKED = Duration.ofSeconds(1);

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public Map<String, Object> through(String host, int otherPort) {
    return at.apply("http://" + host + ":" + otherPort + "/");
  }

  @Override
  public Map<String, Fault> faults() {
    return Map.of(
        "HTTP_UNREACHABLE",
        new Fault.Refused(),
        "HTTP_CONNECTION_LOST",
        new Fault.Broken(),
        "HTTP_THROTTLED",
        answered(
            "429 Too Many Requests", "Retry-After: " + ASKED.toSeconds() + "\r\n", "{}", 2, ASKED),
        "HTTP_SERVER_ERROR",
        answered("500 Internal Server Error", "", "{}", 2, Duration.ZERO),
        "HTTP_TRUNCATED",
        answered("200 OK", "Content-Type: application/json\r\n", "{\"a\":", 1000, Duration.ZERO));
  }

  private static Fault answered(
      String status, String headers, String body, int length, Duration asked) {
    return new Fault.Answered(
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\nConnection: close\r\n\r\n"
            + body,
        asked);
  }

  @Override
  public String broken() {
    return "HTTP_CONNECTION_LOST";
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "HTTP_TIMEOUT",
        "is tried with a silent network",
        "HTTP_CIRCUIT_OPEN",
        "follows from many failures of other codes; a test of the engine has it");
  }

  @Override
  public Map<String, Object> impatient() {
    return Map.of("timeout", "1s", "idle_timeout", "1s", "connect_timeout", "1s");
  }
}
