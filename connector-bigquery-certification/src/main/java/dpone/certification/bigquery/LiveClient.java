package dpone.certification.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A BigQuery that somebody named, with a dataset that is made for the trial and removed after it.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest">BigQuery: REST</a>
 */
final class LiveClient extends Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceAccount account;
  private final String project;
  private final String location;

  /** Makes the dataset. */
  LiveClient(Map<String, Object> connection) throws IOException, UnavailableException {
    super(dataset(connection));
    this.project =
        connection.getOrDefault("endpoint", "https://bigquery.googleapis.com")
            + "/bigquery/v2/projects/"
            + connection.get("project_id");
    this.location = String.valueOf(connection.getOrDefault("location", "US"));
    this.account = new ServiceAccount(http, connection);
    ObjectNode made = JSON.createObjectNode().put("location", location);
    made.putObject("datasetReference")
        .put("projectId", String.valueOf(connection.get("project_id")))
        .put("datasetId", dataset());
    call("POST", "/datasets", made);
  }

  @Override
  List<List<@Nullable String>> rows(String sql) throws IOException {
    String id = "dpone_certify_" + UUID.randomUUID();
    ObjectNode job = JSON.createObjectNode();
    job.putObject("jobReference").put("jobId", id).put("location", location);
    job.putObject("configuration").putObject("query").put("query", sql).put("useLegacySql", false);
    call("POST", "/jobs", job);
    List<List<@Nullable String>> rows = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = page(id, token.isEmpty() ? "" : "&pageToken=" + token);
      for (JsonNode row : page.path("rows")) {
        List<@Nullable String> cells = new ArrayList<>();
        row.path("f").forEach(cell -> cells.add(cell.path("v").asText(null)));
        rows.add(cells);
      }
      token = page.path("pageToken").asText("");
    } while (!token.isEmpty());
    return rows;
  }

  /** Waits for the job and reads a page of its answer. */
  private JsonNode page(String id, String where) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      JsonNode page =
          call("GET", "/queries/" + id + "?timeoutMs=10000&location=" + location + where, null);
      if (page.path("jobComplete").asBoolean(true)) {
        return page;
      }
    }
    throw new IOException("job " + id + " runs longer than " + LONGEST);
  }

  private JsonNode call(String method, String path, @Nullable JsonNode body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(project + path))
            .timeout(LONGEST)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    account.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    request.header("Content-Type", "application/json");
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            JSON.readTree(answer.body()).path("error").path("message").asText(answer.body()));
      }
      return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** Removes the dataset with whatever is in it. */
  @Override
  public void close() throws IOException {
    try (http) {
      call("DELETE", "/datasets/" + dataset() + "?deleteContents=true", null);
    }
  }
}
