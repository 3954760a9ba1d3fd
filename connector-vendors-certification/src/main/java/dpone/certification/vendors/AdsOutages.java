package dpone.certification.vendors;

import static java.util.Objects.requireNonNull;

import dpone.certification.vendors.AdsServer.AdsAnswer;
import dpone.certify.kit.Outages;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Google Ads that fails in passing. Tries are told apart by the requests that it hears. */
record AdsOutages(AdsDouble service) implements Outages {
  private static final Duration ASKED = Duration.ofSeconds(1);
  private static final String UNREACHABLE = "HTTP_UNREACHABLE";
  private static final String LOST = "HTTP_CONNECTION_LOST";
  private static final String THROTTLED = "HTTP_THROTTLED";
  private static final Map<String, AdsStatus> ENDS =
      Map.of(
          THROTTLED,
          AdsStatus.slower((int) ASKED.toSeconds()),
          "HTTP_SERVER_ERROR",
          AdsStatus.bare(Status.INTERNAL.withDescription("Internal error encountered.")),
          "HTTP_TIMEOUT",
          AdsStatus.bare(Status.DEADLINE_EXCEEDED.withDescription("Deadline exceeded.")),
          "HTTP_TRUNCATED",
          AdsStatus.bare(Status.DATA_LOSS));

  @Override
  public Set<String> codes() {
    Set<String> codes = new java.util.TreeSet<>(ENDS.keySet());
    codes.addAll(List.of(UNREACHABLE, LOST));
    return codes;
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "HTTP_CIRCUIT_OPEN",
        "follows from many failures of other codes; a test of the engine has it");
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    if (code.equals(UNREACHABLE)) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String url = "http://127.0.0.1:" + free.getLocalPort();
        return new Begun(at(url), Duration.ZERO, false, List.of(), () -> {});
      }
    }
    return code.equals(LOST) ? dropped(times) : ended(code, times);
  }

  private Outage ended(String code, int times) {
    List<Instant> met = new CopyOnWriteArrayList<>();
    AutoCloseable look =
        meeting(times, met, () -> {}, AdsAnswer.failing(requireNonNull(ENDS.get(code))));
    Duration asked = code.equals(THROTTLED) ? ASKED : Duration.ZERO;
    return new Begun(service.connection(), asked, true, met, look);
  }

  /** Requests are heard, and before they are answered their connection breaks. */
  private Outage dropped(int times) {
    List<Instant> met = new CopyOnWriteArrayList<>();
    Relay relay = new Relay(URI.create(service.server().url()).getPort());
    AutoCloseable look =
        meeting(times, met, relay::drop, AdsAnswer.failing(AdsStatus.bare(Status.OK)));
    return new Begun(
        at(relay.url()),
        Duration.ZERO,
        true,
        met,
        () -> {
          look.close();
          relay.close();
        });
  }

  private AutoCloseable meeting(int times, List<Instant> met, Runnable deed, AdsAnswer answer) {
    AtomicInteger left = new AtomicInteger(times);
    return service
        .server()
        .intercept(request -> {
          if (left.getAndDecrement() <= 0) {
            return null;
          }
          met.add(Instant.now());
          deed.run();
          return answer;
        });
  }

  private Map<String, Object> at(String url) {
    Map<String, Object> connection = service.connection();
    connection.put("url", url);
    return connection;
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
