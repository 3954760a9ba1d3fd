package dpone.certification.rest;

import dpone.certify.kit.Outages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An API that fails in passing. */
record RestOutages(ApiDouble api) implements Outages {
  private static final String UNREACHABLE = "HTTP_UNREACHABLE";
  private static final String THROTTLED = "HTTP_THROTTLED";

  private static final Map<String, Fault> FAULTS =
      Map.of(
          "HTTP_CONNECTION_LOST",
          Fault.RESET,
          "HTTP_TIMEOUT",
          Fault.STALLED_BODY,
          "HTTP_TRUNCATED",
          Fault.TRUNCATED,
          THROTTLED,
          Fault.THROTTLED,
          "HTTP_SERVER_ERROR",
          Fault.SERVER_ERROR);

  @Override
  public Set<String> codes() {
    Set<String> codes = new TreeSet<>(FAULTS.keySet());
    codes.add(UNREACHABLE);
    return codes;
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "HTTP_CIRCUIT_OPEN",
        "needs more failures than one call has tries; a test of the engine has them");
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    Map<String, Object> through = new HashMap<>(RestFixture.connection(api.url()));
    Fault fault = FAULTS.get(code);
    if (fault == null) {
      try (ServerSocket free =
          new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
        through.put("url", "http://127.0.0.1:" + free.getLocalPort());
      }
      return new Begun(through, Duration.ZERO, List.of(), false, () -> {});
    }
    through.put("idle_timeout", "1s");
    ApiDouble.Trap trap = api.set(fault, "", false, times, null);
    return new Begun(
        through,
        code.equals(THROTTLED) ? ApiDouble.ASKED : Duration.ZERO,
        trap.met(),
        true,
        api::clear);
  }

  private record Begun(
      Map<String, Object> connection,
      Duration asked,
      List<Instant> heard,
      boolean counted,
      Runnable end)
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
    public void close() {
      end.run();
    }
  }
}
