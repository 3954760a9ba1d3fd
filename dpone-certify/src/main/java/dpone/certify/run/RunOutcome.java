package dpone.certify.run;

import dpone.certify.evidence.Evidence;
import dpone.certify.report.Matrix;
import java.util.List;

/**
 * What a run found.
 *
 * @param matrix the matrix
 * @param evidence every record
 */
public record RunOutcome(Matrix matrix, List<Evidence> evidence) {
  /** Copies the list. */
  public RunOutcome {
    evidence = List.copyOf(evidence);
  }
}
