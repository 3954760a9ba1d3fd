package dpone.certify.run;

import dpone.certify.evidence.Evidence;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.report.Matrix;
import dpone.certify.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param judge what computed the levels
 * @param matrix the matrix
 * @param evidence every record of this run
 * @param judgements what follows from it and from what was recorded before, by connector; of those
 *     that this build has
 */
public record RunOutcome(
    Judge judge, Matrix matrix, List<Evidence> evidence, Map<String, Judgement> judgements) {
  /** Copies the collections. */
  public RunOutcome {
    evidence = List.copyOf(evidence);
    judgements = new LinkedHashMap<>(judgements);
  }

  /** Records that are worth keeping: of connectors that are there, and of what was tried. */
  public List<Evidence> toRecord() {
    return evidence.stream()
        .filter(record -> !record.subjects().isEmpty() && !Judgement.computed(record))
        .toList();
  }

  /** The same outcome with a matrix that rests on a ledger that grew. */
  public RunOutcome resting(Matrix.Recorded on) {
    return new RunOutcome(judge, matrix.resting(on), evidence, judgements);
  }

  /** The matrix with all that it rests on. */
  public Report report() {
    return Report.of(judge, matrix, evidence, judgements);
  }
}
