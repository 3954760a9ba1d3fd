package dpone.certification.bigquery;

import dpone.certify.kit.Outages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the double fail in passing, and counts who met it.
 *
 * @param client asks the double
 * @param standard connection options
 */
record BigQueryOutages(DoubleClient client, Map<String, Object> standard) implements Outages {
  private static final String BACKEND = "BIGQUERY_BACKEND";
  private static final String RATE_LIMITED = "BIGQUERY_RATE_LIMITED";
  private static final String REFUSED = "BIGQUERY_CONNECTION_REFUSED";

  @Override
  public Set<String> codes() {
    return Set.of(BACKEND, RATE_LIMITED, REFUSED);
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "BIGQUERY_CONNECTION_LOST",
        "the JDK's client sends a request again by itself where a kept connection breaks before the"
            + " answer, so that tries cannot be counted; the connector's own tests break uploads",
        "BIGQUERY_ANSWER_TIMEOUT",
        "the double answers at once; the code is tried again by the same rule as the others",
        "BIGQUERY_UPLOAD_LOST",
        "an upload that is lost is begun anew with the part of the load, and so never found again by"
            + " the call; PROD-5 provokes it",
        "BIGQUERY_OBJECT_LOST",
        "a file that is lost is sent anew with the part of the load, and so never found again by the"
            + " call; PROD-5 provokes it",
        "BIGQUERY_STREAM_LOST",
        "a stream that is lost is begun anew with the part of the load, and so never found again by"
            + " the call; PROD-5 provokes it",
        "BIGQUERY_JOB_CANCELLED",
        "comes of a job and not of a call; PROD-5 provokes it",
        "BIGQUERY_CONCURRENT_UPDATE",
        "comes of a job and not of a call; PROD-5 provokes it");
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    if (code.equals(REFUSED)) {
      Map<String, Object> nobody = new LinkedHashMap<>(standard);
      nobody.put("endpoint", "http://127.0.0.1:" + closedPort());
      return new Closed(nobody);
    }
    int asked = code.equals(RATE_LIMITED) ? 1 : 0;
    client.send("clear", "");
    client.send(
        "fault",
        "{\"request\":\".* /bigquery/.*\",\"times\":"
            + times
            + (asked > 0
                ? ",\"status\":429,\"reason\":\"rateLimitExceeded\",\"retryAfter\":" + asked
                : ",\"status\":503,\"reason\":\"backendError\"")
            + "}");
    return new Met(client, standard, Duration.ofSeconds(asked));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private record Closed(Map<String, Object> connection) implements Outage {
    @Override
    public Duration asked() {
      return Duration.ZERO;
    }

    @Override
    public boolean counted() {
      return false;
    }

    @Override
    public boolean ends() {
      return false;
    }

    @Override
    public List<Instant> met() {
      return List.of();
    }

    @Override
    public void close() {
      // Nothing was changed.
    }
  }

  private record Met(DoubleClient client, Map<String, Object> connection, Duration asked)
      implements Outage {
    @Override
    public boolean counted() {
      return true;
    }

    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public List<Instant> met() throws IOException {
      return client.send("met", "").lines().map(Instant::parse).toList();
    }

    @Override
    public void close() throws Exception {
      client.send("clear", "");
    }
  }
}
