package dpone.connector.bigquery.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.context.Boundary;
import dpone.spi.error.Place;
import dpone.spi.transfer.LoadId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Overwrites targets by copy jobs. A job's id is made of the load, the target and the number of the
 * try, and of no generation: whoever completes a load that another process began runs into the jobs
 * of that one, and that one, should it wake up late, into theirs. So nothing is overwritten a
 * second time, which by then may be newer.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/managing-tables#copy-table">BigQuery:
 *     copying tables</a>
 */
final class CopyPublication {
  private static final int MOST_TRIES = 20;

  private final Link link;
  private final LoadId loadId;

  CopyPublication(Link link, LoadId loadId) {
    this.link = link;
    this.loadId = loadId;
  }

  /** Fills tables of the targets' shape, which only this generation of the load does. */
  void shape(List<CommitPayload.Stream> streams, long generation) {
    for (int i = 0; i < streams.size(); i++) {
      CommitPayload.Stream stream = streams.get(i);
      long affected = 0;
      for (int j = 0; j < stream.publish().size(); j++) {
        String doing = "shaping " + stream.name();
        JsonNode done =
            once(
                doing,
                "dpone_" + loadId + "_" + generation + "_shape_" + i + "_" + j,
                Requests.query(
                    Statement.of(stream.publish().get(j)),
                    link.jobs().labels(),
                    link.settings().maximumBytesBilled()));
        affected = done.path("statistics").path("query").path("numDmlAffectedRows").asLong(0);
      }
      if (affected != stream.inserted()) {
        throw BqCode.ROWS_DROPPED
            .error(affected + " of " + stream.inserted() + " rows took the target's shape")
            .at(Place.stream(stream.name()))
            .build();
      }
    }
  }

  /** Overwrites what was not overwritten yet. */
  void run(List<CommitPayload.Stream> streams) {
    for (int i = 0; i < streams.size(); i++) {
      CommitPayload.Copy copy = streams.get(i).copy();
      if (copy == null) {
        throw BqCode.PAYLOAD_UNREADABLE
            .error("a load is published by copy jobs and by statements")
            .build();
      }
      Pace pace = new Pace(link.context(), Limits.PARTITION_CHANGES, Limits.METADATA_SECONDS);
      for (String partition : parts(copy)) {
        pace.next();
        link.context().reached(Boundary.DURING_SWAP);
        once(
            "overwriting " + copy.to() + (partition.isEmpty() ? "" : "$" + partition),
            swap(i, partition),
            Requests.overwrite(
                copy.from(), copy.to(), partition, copy.kmsKey(), link.jobs().labels()));
        link.context().meters().count("dpone.bigquery.jobs.copy", 1);
      }
    }
  }

  /** Whether what was not overwritten yet can still be. */
  boolean canEnd(List<CommitPayload.Stream> streams) {
    for (int i = 0; i < streams.size(); i++) {
      CommitPayload.Copy copy = streams.get(i).copy();
      if (copy != null && link.tables().find(copy.from()).isEmpty()) {
        for (String partition : parts(copy)) {
          if (!isDone(swap(i, partition))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean isDone(String prefix) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      String id = prefix + "_" + attempt;
      JsonNode job = link.jobs().find("looking for " + id, id).orElse(null);
      if (job == null) {
        return false;
      }
      if (!link.jobs().settled(id, job).path("status").hasNonNull("errorResult")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> parts(CommitPayload.Copy copy) {
    return copy.whole() ? List.of("") : copy.partitions();
  }

  private String swap(int stream, String partition) {
    return "dpone_" + loadId + "_swap_" + stream + "_" + (partition.isEmpty() ? "all" : partition);
  }

  /** Runs a job, unless a try of it is known to have ended well. */
  private JsonNode once(String doing, String prefix, ObjectNode configuration) {
    Jobs jobs = link.jobs();
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      String id = prefix + "_" + attempt;
      @Nullable JsonNode before = jobs.find(doing, id).orElse(null);
      if (before == null) {
        return jobs.await(doing, jobs.insert(doing, id, configuration));
      }
      JsonNode done = jobs.settled(doing, before);
      if (!done.path("status").hasNonNull("errorResult")) {
        return done;
      }
    }
    throw BqCode.BACKEND.error(doing + ": " + MOST_TRIES + " tries failed").build();
  }
}
