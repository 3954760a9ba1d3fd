package dpone.certification.bigquery;

import dpone.certify.kit.ProvokedFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Brings about the failures of the page, as the double itself or by a scripted answer. */
final class BigQueryFailures extends ProvokedFailures {
  private static final String ANY_CALL = ".* /bigquery/.*";
  private static final String START = "POST /bigquery/.*/jobs";
  private static final String SEND = "PUT /upload/.*";
  private static final String CHECK = "SELECT COUNT(*)";
  private static final String COMMIT = "BEGIN TRANSACTION";

  private final DoubleClient client;

  BigQueryFailures(DoubleClient client) {
    super(OtherFailures.REASONS);
    this.client = client;
    atTheDoor();
    answers();
    jobs();
    bucket();
    new TargetFailures(client).addTo(ways);
  }

  private void atTheDoor() {
    ways.put(
        "BIGQUERY_CONNECTION_REFUSED",
        p -> Manifests.connection(p, "endpoint", "http://127.0.0.1:" + closedPort()));
    ways.put("BIGQUERY_CONNECTION_LOST", p -> answer(ANY_CALL, 0, "", ""));
    ways.put(
        "BIGQUERY_ANSWER_TIMEOUT",
        p -> {
          Manifests.connection(p, "answer_timeout", "1s");
          return door(p, "http", "");
        });
    ways.put("BIGQUERY_TLS", p -> door(p, "https", "HTTP/1.1 400 Bad Request\r\n\r\n"));
    ways.put(
        "BIGQUERY_CREDENTIALS",
        p -> Manifests.connection(p, "endpoint", client.endpoint() + "/locked"));
  }

  private static AutoCloseable door(Pipeline pipeline, String scheme, String answer)
      throws IOException {
    OtherDoor door = new OtherDoor(answer);
    Manifests.connection(pipeline, "endpoint", scheme + "://127.0.0.1:" + door.port());
    return door;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** A fault that stays until it is cleared. */
  private AutoCloseable answer(String request, int status, String reason, String text)
      throws IOException {
    return fault(
        "{\"request\":\""
            + request
            + "\",\"status\":"
            + status
            + ",\"reason\":\""
            + reason
            + "\",\"text\":\""
            + text.replace("\"", "\\\"")
            + "\",\"times\":1000}");
  }

  private AutoCloseable job(String holding, String reason, String message) throws IOException {
    return fault(
        "{\"ofJob\":true,\"request\":\""
            + holding
            + "\",\"reason\":\""
            + reason
            + "\",\"message\":\""
            + message
            + "\",\"times\":1000}");
  }

  private AutoCloseable fault(String fault) throws IOException {
    client.send("clear", "");
    client.send("fault", fault);
    return () -> client.send("clear", "");
  }

  private void answers() {
    ways.put("BIGQUERY_BACKEND", p -> answer(START, 503, "backendError", ""));
    ways.put("BIGQUERY_RATE_LIMITED", p -> answer(START, 429, "rateLimitExceeded", ""));
    ways.put("BIGQUERY_QUOTA", p -> answer(START, 403, "quotaExceeded", ""));
    ways.put("BIGQUERY_PERMISSION_DENIED", p -> answer(START, 403, "accessDenied", ""));
    ways.put("BIGQUERY_API_DISABLED", p -> answer(ANY_CALL, 403, "accessNotConfigured", ""));
    ways.put("BIGQUERY_BLOCKED", p -> answer(ANY_CALL, 403, "blocked", ""));
    ways.put("BIGQUERY_UNSUPPORTED_FEATURE", p -> answer(START, 501, "notImplemented", ""));
    ways.put("BIGQUERY_DUPLICATE", p -> answer(START, 409, "duplicate", ""));
    ways.put("BIGQUERY_UPLOAD_LOST", p -> answer(SEND, 410, "gone", ""));
    ways.put("BIGQUERY_STREAM_LOST", this::stream);
    ways.put(
        "BIGQUERY_ROWS_DROPPED",
        p ->
            answer(
                SEND,
                200,
                "",
                "{\"status\":{\"state\":\"DONE\"},\"statistics\":{\"load\":{\"outputRows\":\"1\"}}}"));
    ways.put(
        "BIGQUERY_TARGET_IS_NOT_A_TABLE",
        p -> answer("GET /bigquery/.*/tables/" + table(p), 200, "", "{\"type\":\"VIEW\"}"));
  }

  private static String table(Pipeline pipeline) {
    return pipeline.target().substring(pipeline.target().indexOf('.') + 1);
  }

  /** Rows go by a pending stream, which somebody else ends. */
  private AutoCloseable stream(Pipeline pipeline) throws IOException {
    Manifests.sink(pipeline, "load", "storage_write");
    return fault(
        "{\"request\":\".*/AppendRows\",\"reason\":\"STREAM_FINALIZED\",\"text\":\"answer\",\"times\":1000}");
  }

  private void bucket() {
    ways.put(
        "BIGQUERY_BUCKET_NOT_FOUND",
        p -> {
          Manifests.sink(p, "load", "cloud_storage");
          return Manifests.sink(p, "stage_bucket", "no-such-bucket");
        });
    ways.put(
        "BIGQUERY_OBJECT_LOST",
        p -> {
          Manifests.sink(p, "load", "cloud_storage");
          Manifests.sink(p, "stage_bucket", BigQuerySystem.BUCKET);
          return answer(
              "PUT /upload/storage/.*",
              200,
              "",
              "{\"name\":\"x\",\"size\":\"1\",\"crc32c\":\"AAAAAA==\"}");
        });
  }

  private void jobs() {
    ways.put("BIGQUERY_BILLING", p -> job(CHECK, "bytesBilledLimitExceeded", "Limit"));
    ways.put("BIGQUERY_RESOURCES", p -> job(COMMIT, "resourcesExceeded", "Resources exceeded"));
    ways.put(
        "BIGQUERY_KEY_UNUSABLE", p -> job(COMMIT, "accessDenied", "Cloud KMS key is disabled"));
    ways.put("BIGQUERY_NOT_FOUND", p -> job(COMMIT, "notFound", "Not found: Routine f"));
    ways.put(
        "BIGQUERY_WRONG_LOCATION",
        p -> job(COMMIT, "notFound", "Not found: Dataset x was not found in location US"));
    ways.put("BIGQUERY_INVALID_DATA", p -> job("load", "invalid", "Error while reading data"));
    ways.put("BIGQUERY_JOB_CANCELLED", p -> job(CHECK, "stopped", "Job execution was cancelled"));
    ways.put(
        "BIGQUERY_STREAMING_BUFFER",
        p -> job(COMMIT, "invalidQuery", "would affect rows in the streaming buffer"));
    ways.put(
        "BIGQUERY_CONCURRENT_UPDATE",
        p -> job(COMMIT, "invalidQuery", "Transaction is aborted due to concurrent update"));
    ways.put("BIGQUERY_SERVER_ERROR", p -> job(COMMIT, "somethingNew", "Something new"));
  }
}
