package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prepared load: all that another process needs to commit it or to roll it forward.
 *
 * @param loadId load
 * @param generation generation that prepared it
 * @param rows rows of all streams that stay staged and will be published
 * @param rejected rows by stream that were staged and then rejected by the sink's checks; a stream
 *     without any may be absent
 * @param payload the sink's own data
 */
@Rule(
    id = "ACC-3",
    value =
        "A staged row that prepare() rejects is handed to Rejects, taken out of the stage and counted"
            + " in the message: rows and rejected together are the rows that the writers staged.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record CommitMessage(
    LoadId loadId, long generation, long rows, Map<String, Long> rejected, Payload payload)
    implements Serializable {
  /** Copies the map; a message that was stored without it rejected nothing. */
  public CommitMessage(
      LoadId loadId,
      long generation,
      long rows,
      @Nullable Map<String, Long> rejected,
      Payload payload) {
    this.loadId = loadId;
    this.generation = generation;
    this.rows = rows;
    this.rejected = rejected == null ? Map.of() : Map.copyOf(rejected);
    this.payload = payload;
  }

  /** A load of which no staged row was rejected. */
  public CommitMessage(LoadId loadId, long generation, long rows, Payload payload) {
    this(loadId, generation, rows, Map.of(), payload);
  }

  /** Staged rows of all streams that were rejected. */
  public long rowsRejected() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
