package dpone.runtime.verify;

import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the two ends of a pipeline compare.
 *
 * @param pipeline name of the pipeline
 * @param equal whether every stream agrees
 * @param streams one verdict a stream
 * @param durationMs how long it took, in milliseconds
 */
public record VerifyReport(
    String pipeline, boolean equal, List<StreamVerdict> streams, long durationMs) {
  /** Copies the list. */
  public VerifyReport {
    streams = List.copyOf(streams);
  }

  /** The report as a document. */
  public String toJson() {
    return Json.pretty(this);
  }

  /**
   * Returns if everything agrees.
   *
   * @throws DponeException VERIFY_DIFFERENCE with the first keys that differ
   */
  public void require() {
    for (StreamVerdict verdict : streams) {
      if (!verdict.equal()) {
        String keys =
            verdict.differences().stream()
                .limit(5)
                .map(d -> d.kind().text() + " " + d.key())
                .collect(Collectors.joining(", "));
        throw DponeException.of(
                ErrorCategory.DATA,
                "VERIFY_DIFFERENCE",
                "source has "
                    + verdict.sourceRows()
                    + " rows, target "
                    + verdict.targetRows()
                    + "; differing by key ("
                    + String.join(", ", verdict.key())
                    + "): "
                    + keys
                    + (verdict.truncated() || verdict.differences().size() > 5 ? ", ..." : ""))
            .at(Place.stream(verdict.stream()))
            .remedy("find out who changed these rows, then run a full_refresh or merge them again")
            .build();
      }
    }
  }
}
