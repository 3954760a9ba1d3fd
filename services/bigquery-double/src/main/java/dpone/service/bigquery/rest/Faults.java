package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults that a trial has scripted. Thread-safe. */
final class Faults {
  /**
   * A fault of a request or of a job.
   *
   * @param request what a request's method and path have to match, or what a job's kind and text
   *     have to hold
   * @param ofJob whether the job fails, and not the request
   * @param done whether it was carried out before it failed
   * @param status of the answer; 0 for a connection that breaks
   * @param reason such as {@code rateLimitExceeded}
   * @param message what is said
   * @param retryAfter seconds to wait; 0 for none
   * @param text the whole body of the answer, as a proxy in between may send it; empty for
   *     BigQuery's own form
   * @param errors of a job, row by row, in BigQuery's own form
   */
  record Fault(
      String request,
      boolean ofJob,
      boolean done,
      int status,
      String reason,
      String message,
      int retryAfter,
      String text,
      JsonNode errors) {
    Reply reply() {
      return text.isEmpty()
          ? Reply.error(status, reason, message, retryAfter)
          : new Reply(status, text, Map.of());
    }
  }

  private static final class Planned {
    final Fault fault;
    int times;
    int skipped;

    Planned(Fault fault, int times, int skipped) {
      this.fault = fault;
      this.times = times;
      this.skipped = skipped;
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private final List<Instant> met = new ArrayList<>();
  private final StringBuilder requests = new StringBuilder();

  synchronized void add(JsonNode told) {
    planned.add(
        new Planned(
            new Fault(
                told.path("request").asText(),
                told.path("ofJob").asBoolean(),
                told.path("done").asBoolean(),
                told.path("status").asInt(),
                told.path("reason").asText(),
                told.path("message").asText("scripted"),
                told.path("retryAfter").asInt(),
                told.path("text").asText(""),
                told.path("errors")),
            told.path("times").asInt(1),
            told.path("skip").asInt(0)));
  }

  /** Forgets what was met and what was not. */
  synchronized void clear() {
    planned.clear();
    met.clear();
    requests.setLength(0);
  }

  /** Requests since faults were cleared, a line each. */
  synchronized String requests() {
    return requests.toString();
  }

  /** When faults were met since they were cleared, a line each. */
  synchronized String met() {
    StringBuilder lines = new StringBuilder();
    met.forEach(at -> lines.append(at).append('\n'));
    return lines.toString();
  }

  synchronized Optional<Fault> ofRequest(String request) {
    requests.append(request).append('\n');
    return take(false, request);
  }

  synchronized Optional<Fault> ofJob(String job) {
    return take(true, job);
  }

  private Optional<Fault> take(boolean ofJob, String text) {
    for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
      Planned one = all.next();
      boolean fits =
          one.fault.ofJob() == ofJob
              && (ofJob ? text.contains(one.fault.request()) : text.matches(one.fault.request()));
      if (fits && one.skipped > 0) {
        one.skipped--;
      } else if (fits) {
        met.add(Instant.now());
        one.times--;
        if (one.times <= 0) {
          all.remove();
        }
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }
}
