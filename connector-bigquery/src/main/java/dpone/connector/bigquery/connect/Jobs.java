package dpone.connector.bigquery.connect;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.error.BqErrors;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Jobs: started under ids of their own, so that one that is sent twice runs once, and waited for.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/running-jobs#generate-jobid">BigQuery: job
 *     ids</a>
 */
public final class Jobs {
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 3_000;
  private static final int MOST_ERRORS = 20;

  private final Rest rest;
  private final Map<String, String> labels;
  private final long maximumBytesBilled;
  private volatile String location;

  /**
   * Jobs of a connection.
   *
   * @param labels of all jobs
   * @param maximumBytesBilled 0 for no limit
   */
  public Jobs(Rest rest, Map<String, String> labels, long maximumBytesBilled) {
    this.rest = rest;
    this.labels = Map.copyOf(labels);
    this.maximumBytesBilled = maximumBytesBilled;
    this.location = rest.settings().location().orElse("");
  }

  /** Jobs run in that location from now on, unless the manifest names one. */
  public void runIn(String datasetLocation) {
    if (rest.settings().location().isEmpty()) {
      location = datasetLocation;
    }
  }

  /** Where jobs run; empty where BigQuery decides. */
  public String location() {
    return location;
  }

  /** Labels of jobs. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Rows of a statement that changes nothing. */
  public List<List<@Nullable String>> rows(String doing, String sql) {
    return rest.context()
        .retry()
        .call(
            "bigquery.query",
            () -> run(doing, "dpone_q_" + UUID.randomUUID(), Statement.of(sql)).rows());
  }

  /** Runs a statement or script once, under that id, and waits for it. */
  public QueryResult run(String doing, String id, Statement statement) {
    JsonNode done =
        await(doing, insert(doing, id, Requests.query(statement, labels, maximumBytesBilled)));
    rest.context().meters().count("dpone.bigquery.jobs.query", 1);
    rest.context()
        .meters()
        .count(
            "dpone.bigquery.bytes_billed",
            done.path("statistics").path("query").path("totalBytesBilled").asDouble());
    JsonNode results =
        rest.context()
            .retry()
            .call(
                "bigquery.get",
                () ->
                    rest.get(
                        doing,
                        project() + "/queries/" + Rest.part(id) + where("maxResults=10000")));
    return QueryResult.of(doing, done, results);
  }

  /** Starts a job; if one of that id is there, that one. */
  public JsonNode insert(String doing, String id, ObjectNode configuration) {
    ObjectNode job = Requests.job(rest.settings().project(), location, id, configuration);
    return rest.context()
        .retry()
        .call(
            "bigquery.job",
            () -> {
              try {
                return named(id, rest.post(doing, project() + "/jobs", job));
              } catch (DponeException failure) {
                // An answer was lost, or an earlier process came as far as this.
                if (failure.code().equals(BqCode.DUPLICATE.code())) {
                  return find(doing, id).orElseThrow(() -> failure);
                }
                throw failure;
              }
            });
  }

  /** The job of that id, if there is one. */
  public Optional<JsonNode> find(String doing, String id) {
    return rest.find(doing, project() + "/jobs/" + Rest.part(id) + where(""))
        .map(job -> named(id, job));
  }

  /**
   * The job under the id that it was asked for: an answer that tells none, as a proxy may send one,
   * must not let another job be waited for.
   */
  static JsonNode named(String id, JsonNode job) {
    if (!(job instanceof ObjectNode object)) {
      throw BqCode.CONNECTION_LOST.error("the answer about job " + id + " is no job").build();
    }
    object.putObject("jobReference").put("jobId", id);
    return object;
  }

  /** Asks BigQuery to stop a job; does nothing if there is none. */
  public void cancel(String id) {
    try {
      rest.post(
          "stopping job " + id,
          project() + "/jobs/" + Rest.part(id) + "/cancel" + where(""),
          JSON.object());
    } catch (DponeException failure) {
      if (!failure.code().endsWith("NOT_FOUND")) {
        throw failure;
      }
    }
  }

  /** Rows of a load job that is done, which is counted. */
  long loaded(JsonNode done) {
    rest.context().meters().count("dpone.bigquery.jobs.load", 1);
    return done.path("statistics").path("load").path("outputRows").asLong(-1);
  }

  /**
   * Loads files by a job, which is begun anew under another id when it failed in passing: a job
   * that failed has loaded nothing, and none loads into a table that has rows.
   *
   * @param id of the job, without the number of the try
   * @return rows that were loaded
   */
  public long load(String doing, String id, ObjectNode configuration) {
    AtomicInteger tries = new AtomicInteger();
    return rest.context()
        .retry()
        .call(
            "bigquery.load",
            () ->
                loaded(
                    await(
                        doing,
                        insert(
                            doing, id + "_" + tries.getAndIncrement(), configuration.deepCopy()))));
  }

  /**
   * Waits until a job is done.
   *
   * @throws DponeException what the job ended with, with its errors row by row
   */
  public JsonNode await(String doing, JsonNode job) {
    JsonNode now = settled(doing, job);
    JsonNode failed = now.path("status").path("errorResult");
    if (!failed.isMissingNode() && !failed.isNull()) {
      throw failure(doing, now);
    }
    return now;
  }

  /** Waits until a job is done, however it ended. */
  public JsonNode settled(String doing, JsonNode job) {
    String id = job.path("jobReference").path("jobId").asText();
    JsonNode now = job;
    long wait = FIRST_WAIT_MS;
    while (!now.path("status").path("state").asText().equals("DONE")) {
      pause(id, wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      now =
          rest.context()
              .retry()
              .call("bigquery.poll", () -> find(doing, id).orElseThrow(() -> vanished(doing, id)));
    }
    return now;
  }

  private static DponeException vanished(String doing, String id) {
    return BqCode.NOT_FOUND.error(doing + ": the job " + id + " is not there any more").build();
  }

  /** A run that is to stop stops its job too, so that nobody pays for it. */
  private void pause(String id, long millis) {
    long until = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < until) {
      if (rest.context().cancellation().isCancelled()) {
        Stopper.stop(rest, project() + "/jobs/" + Rest.part(id) + "/cancel" + where(""));
        rest.context().cancellation().check();
      }
      try {
        Thread.sleep(Math.min(50, millis));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw BqCode.CLOSED.error("interrupted while job " + id + " ran").build();
      }
    }
  }

  private static DponeException failure(String doing, JsonNode job) {
    JsonNode status = job.path("status");
    JsonNode first = status.path("errorResult");
    Set<String> told = new LinkedHashSet<>();
    told.add(text(first));
    List<String> more = new ArrayList<>();
    status.path("errors").forEach(error -> more.add(text(error)));
    more.stream().limit(MOST_ERRORS).forEach(told::add);
    String rest =
        more.size() > MOST_ERRORS ? " | and " + (more.size() - MOST_ERRORS) + " more" : "";
    String id = job.path("jobReference").path("jobId").asText();
    return BqErrors.answer(
        doing,
        0,
        first.path("reason").asText(""),
        String.join(" | ", told) + rest + " (job " + id + ")",
        null);
  }

  private static String text(JsonNode error) {
    String location = error.path("location").asText("");
    String message = error.path("message").asText("").strip();
    return location.isEmpty() || message.contains(location) ? message : message + " at " + location;
  }

  String project() {
    return "/projects/" + Rest.part(rest.settings().project());
  }

  private String where(String more) {
    String place = location.isEmpty() ? "" : "location=" + Rest.part(location);
    String query = place.isEmpty() || more.isEmpty() ? place + more : place + "&" + more;
    return query.isEmpty() ? "" : "?" + query;
  }
}
