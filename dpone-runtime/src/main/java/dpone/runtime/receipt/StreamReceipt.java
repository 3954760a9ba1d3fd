package dpone.runtime.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one stream. Names and meaning are part of the public receipt format.
 *
 * @param name the stream
 * @param target the target's name
 * @param status how it ended
 * @param loadId id of its last load, or null if it came to none
 * @param rowsRead rows the source sent
 * @param rowsWritten rows staged and committed
 * @param rowsRejected rows set aside
 * @param rowsFiltered rows left out by a rule of the manifest
 * @param bytes bytes sent to the sink
 * @param inserted rows the commit inserted, -1 if the sink does not say
 * @param updated rows the commit updated, -1 if the sink does not say
 * @param deleted rows the commit deleted, -1 if the sink does not say
 * @param lane the lane that rows took
 * @param publish how the stage became the target
 * @param notes what the sink found and chose once the rows were staged, one sentence each
 * @param commitClass what was promised
 * @param ddl statements that changed the target's schema
 * @param positionBefore position before the run, for people, or null
 * @param positionAfter position after the run, for people, or null
 * @param completedBefore loads completed before the run
 * @param completedAfter loads completed after the run
 * @param recovered what became of an earlier load that was cut off, or null if there was none
 * @param durationMs time from the lease to the end, in milliseconds
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StreamReceipt(
    String name,
    String target,
    RunStatus status,
    @Nullable String loadId,
    long rowsRead,
    long rowsWritten,
    long rowsRejected,
    long rowsFiltered,
    long bytes,
    long inserted,
    long updated,
    long deleted,
    String lane,
    String publish,
    List<String> notes,
    String commitClass,
    List<String> ddl,
    @Nullable String positionBefore,
    @Nullable String positionAfter,
    long completedBefore,
    long completedAfter,
    @Nullable String recovered,
    long durationMs) {
  /** Copies the lists. */
  public StreamReceipt {
    notes = List.copyOf(notes);
    ddl = List.copyOf(ddl);
  }
}
