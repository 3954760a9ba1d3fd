package dpone.service.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.bigquery.rest.BigQueryDouble;
import dpone.service.support.Backend;
import dpone.service.support.ServiceLoop;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One double, with what it holds in memory for as long as the process runs. */
final class DoubleService implements Backend {
  private static final String PROJECT = "dpone-double";
  private static final String BUCKET = "dpone-double";
  private static final String ENGINE = "GoogleSQL 2025.09.1";

  private @Nullable BigQueryDouble held;
  private boolean running;

  @Override
  public ObjectNode open(JsonNode request) throws IOException {
    BigQueryDouble now = started();
    String dataset = request.path("database").asText("dpone");
    ObjectNode reply = ServiceLoop.done();
    reply
        .putObject("connection")
        .put("project_id", PROJECT)
        .put("dataset", dataset)
        .put("location", "EU")
        .put("credentials", "none")
        .put("endpoint", now.url())
        .put("write_endpoint", now.writeUrl())
        .put("storage_endpoint", now.url());
    now.makeBucket(BUCKET, "EU");
    reply.put("created", now.makeDataset(PROJECT + "." + dataset, "EU"));
    reply
        .putObject("service")
        .put("kind", "double")
        .put("name", "BigQuery (double)")
        .put("version", ENGINE);
    return reply;
  }

  private BigQueryDouble started() throws IOException {
    BigQueryDouble now = held;
    if (now == null) {
      now = BigQueryDouble.start();
    } else if (!running) {
      now = now.again();
    }
    held = now;
    running = true;
    return now;
  }

  @Override
  public ObjectNode ping() {
    ObjectNode reply = ServiceLoop.done().put("running", running);
    return running ? reply.put("pid", ProcessHandle.current().pid()) : reply;
  }

  @Override
  public void stop() {
    BigQueryDouble now = held;
    if (now != null && running) {
      now.close();
      running = false;
    }
  }

  @Override
  public void kill() {
    stop();
  }

  @Override
  public void restart() throws IOException {
    stop();
    started();
  }

  @Override
  public void close() {
    stop();
  }
}
