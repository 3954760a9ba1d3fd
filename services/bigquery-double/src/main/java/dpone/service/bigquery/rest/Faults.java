package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
   */
  record Fault(
      String request,
      boolean ofJob,
      boolean done,
      int status,
      String reason,
      String message,
      int retryAfter) {}

  private static final class Planned {
    final Fault fault;
    int times;

    Planned(Fault fault, int times) {
      this.fault = fault;
      this.times = times;
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private final List<Instant> met = new ArrayList<>();

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
                told.path("retryAfter").asInt()),
            told.path("times").asInt(1)));
  }

  /** Forgets what was met and what was not. */
  synchronized void clear() {
    planned.clear();
    met.clear();
  }

  /** When faults were met since they were cleared, a line each. */
  synchronized String met() {
    StringBuilder lines = new StringBuilder();
    met.forEach(at -> lines.append(at).append('\n'));
    return lines.toString();
  }

  synchronized Optional<Fault> ofRequest(String request) {
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
      if (fits) {
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
