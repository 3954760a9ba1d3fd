package dpone.connector.bigquery.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.ChangeSql;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.sql.PublishSql;
import dpone.connector.bigquery.state.StateErrors;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.LoadId;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one job that publishes a load, or with copy jobs says that they begin or ended. Its id is
 * made of the load, the generation and the number of the try, so that the same try is never run
 * twice; another try begins only when the last one is known to have failed, and then the
 * transaction itself refuses a load that is recorded.
 */
final class Publication {
  private static final int MOST_TRIES = 20;

  private final Jobs jobs;
  private final LoadId loadId;
  private final long generation;
  private final String step;
  private final BooleanSupplier recorded;

  Publication(Jobs jobs, LoadId loadId, long generation, String step, BooleanSupplier recorded) {
    this.jobs = jobs;
    this.loadId = loadId;
    this.generation = generation;
    this.step = step;
    this.recorded = recorded;
  }

  void run(Statement script, Optional<StateCommit> change) {
    String doing = "publishing load " + loadId;
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      String id = "dpone_" + loadId + "_" + generation + "_" + step + "_" + attempt;
      @Nullable JsonNode before = jobs.find(doing, id).orElse(null);
      if (before != null && failed(jobs.settled(doing, before))) {
        continue;
      }
      JsonNode done = before == null ? sent(doing, id, script) : jobs.settled(doing, before);
      if (!failed(done) || recorded.getAsBoolean()) {
        return;
      }
      throw told(doing, done, change);
    }
    throw BqCode.BACKEND.error(doing + ": " + MOST_TRIES + " tries failed").build();
  }

  private JsonNode sent(String doing, String id, Statement script) {
    try {
      return jobs.settled(doing, jobs.insert(doing, id, Requests.query(script, jobs.labels(), 0)));
    } catch (DponeException failure) {
      boolean passing =
          failure.category() == ErrorCategory.TRANSIENT || failure.code().equals("RUN_CANCELLED");
      if (!passing) {
        // BigQuery answered, and refused to begin.
        throw failure;
      }
      throw BqCode.COMMIT_UNKNOWN.error(doing + ": " + failure.what()).cause(failure).build();
    }
  }

  private static boolean failed(JsonNode job) {
    return job.path("status").hasNonNull("errorResult");
  }

  private DponeException told(String doing, JsonNode job, Optional<StateCommit> change) {
    try {
      jobs.await(doing, job);
    } catch (DponeException failure) {
      String what = failure.what();
      if (change.isPresent()) {
        if (what.contains(MetaSql.STATE_FENCED)) {
          return StateErrors.fenced(change.get().lease());
        }
        if (what.contains(MetaSql.STATE_CONFLICT)) {
          return StateErrors.conflict(change.get().key(), change.get().expectedRevision());
        }
      }
      return known(failure, what, PublishSql.OUTSIDE, BqCode.OUTSIDE_CONDITION)
          .or(() -> known(failure, what, PublishSql.DELETES, BqCode.TOO_MANY_DELETES))
          .or(() -> known(failure, what, PublishSql.EMPTY, BqCode.EMPTY_SNAPSHOT))
          .or(() -> known(failure, what, ChangeSql.MOVED_IN_PART, BqCode.UNSUPPORTED_FEATURE))
          .orElse(failure);
    }
    throw new IllegalStateException("a job that did not fail");
  }

  private static Optional<DponeException> known(
      DponeException failure, String what, String mark, BqCode code) {
    return what.contains(mark)
        ? Optional.of(code.error(code.meaning()).cause(failure).build())
        : Optional.empty();
  }
}
