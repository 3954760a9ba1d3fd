package dpone.runtime.receipt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run did. Every run leaves one, whatever came of it.
 *
 * @param format version of this document, 1
 * @param status how the run ended
 * @param pipeline name of the pipeline
 * @param loadId id of the load, or of the last stream's load where there are several; null if the
 *     run came to none
 * @param streams one entry for each stream that was begun, in order
 * @param startedAt when it began
 * @param durationMs how long it took, in milliseconds
 * @param peakHeapBytes highest heap use after a full collection, see {@link
 *     dpone.runtime.observe.MemoryWatch}
 * @param peakRssBytes highest resident memory of the process, 0 where the system does not say
 * @param zone the JVM's time zone, which no value depends on
 * @param versions versions of dpone, the SPI, each connector and the JDK
 * @param warnings what the user should know
 * @param error what ended the run, or null
 * @param failure the exception behind the error; not part of the document
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunReceipt(
    int format,
    RunStatus status,
    String pipeline,
    @Nullable String loadId,
    List<StreamReceipt> streams,
    Instant startedAt,
    long durationMs,
    long peakHeapBytes,
    long peakRssBytes,
    String zone,
    Map<String, String> versions,
    List<String> warnings,
    @Nullable ErrorReceipt error,
    @JsonIgnore @Nullable DponeException failure) {
  /** Copies the collections. */
  public RunReceipt {
    streams = List.copyOf(streams);
    versions = Map.copyOf(versions);
    warnings = List.copyOf(warnings);
  }

  /** Whether everything asked for is at the target and in the state. */
  @JsonIgnore
  public boolean succeeded() {
    return status == RunStatus.SUCCEEDED;
  }

  /** The exception that ended the run. */
  @JsonIgnore
  public Optional<DponeException> cause() {
    return Optional.ofNullable(failure);
  }

  /** The document, for people and machines. */
  public String toJson() {
    return Json.pretty(this);
  }
}
