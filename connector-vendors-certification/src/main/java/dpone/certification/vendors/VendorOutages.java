package dpone.certification.vendors;

import dpone.certify.kit.Outages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A double that fails in passing. Tries are told apart by the requests that it hears.
 *
 * @param server the double
 * @param repeated requests that are sent again; the others are spared
 * @param connection options that lead to it
 * @param at options that lead elsewhere
 */
record VendorOutages(
    ScriptedServer server,
    Predicate<DoubleRequest> repeated,
    Supplier<Map<String, Object>> connection,
    Function<String, Map<String, Object>> at)
    implements Outages {
  private static final Duration ASKED = Duration.ofSeconds(1);
  private static final String UNREACHABLE = "HTTP_UNREACHABLE";
  private static final String THROTTLED = "HTTP_THROTTLED";

  @Override
  public Set<String> codes() {
    return Set.of(UNREACHABLE, THROTTLED, "HTTP_SERVER_ERROR", "HTTP_TRUNCATED");
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "HTTP_CONNECTION_LOST",
        "the client makes another connection where an idle one was closed, so that tries cannot be"
            + " told apart; a test of the engine has it",
        "HTTP_TIMEOUT",
        "needs an answer that never comes; a test of the engine has it",
        "HTTP_CIRCUIT_OPEN",
        "follows from many failures of other codes; a test of the engine has it");
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    if (code.equals(UNREACHABLE)) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String url = "http://127.0.0.1:" + free.getLocalPort() + "/";
        return new Begun(at.apply(url), Duration.ZERO, false, List.of(), () -> {});
      }
    }
    List<Instant> met = new CopyOnWriteArrayList<>();
    AtomicInteger left = new AtomicInteger(times);
    AutoCloseable look =
        server.intercept(request -> {
          if (!repeated.test(request) || left.getAndDecrement() <= 0) {
            return null;
          }
          met.add(Instant.now());
          return answer(code);
        });
    return new Begun(
        connection.get(), code.equals(THROTTLED) ? ASKED : Duration.ZERO, true, met, look);
  }

  private static DoubleAnswer answer(String code) {
    return switch (code) {
      case THROTTLED ->
          DoubleAnswer.json(429, "{}").header("Retry-After", Long.toString(ASKED.toSeconds()));
      case "HTTP_TRUNCATED" -> DoubleAnswer.json("{\"a\": \"" + "x".repeat(64) + "\"}").truncated();
      default -> DoubleAnswer.of(500, "text/plain", "failed", StandardCharsets.US_ASCII);
    };
  }

  private record Begun(
      Map<String, Object> connection,
      Duration asked,
      boolean counted,
      List<Instant> heard,
      AutoCloseable end)
      implements Outage {
    @Override
    public boolean ends() {
      return counted;
    }

    @Override
    public List<Instant> met() {
      return List.copyOf(heard);
    }

    @Override
    public void close() throws Exception {
      end.close();
    }
  }
}
