package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A defect planted into the reference connector.
 *
 * @param check the check that has to find it
 * @param planted what was done, in a few words; the first defect of a check carries the name that
 *     the catalogue has
 * @param seen what the check has to say
 * @param refused how the check comes out
 * @param trial certifies the defective connector
 */
record Defect(String check, String planted, String seen, Outcome refused, Trial trial) {
  Defect(String check, String planted, String seen, Trial trial) {
    this(check, planted, seen, Outcome.FAILED, trial);
  }

  @Override
  public String toString() {
    return check + ": " + planted;
  }

  /**
   * Tries it.
   *
   * @throws AssertionError when the check does not find it, or says something else
   */
  void diesIn(Path sound, Path folder) throws IOException {
    RunOutcome outcome = trial.run(sound, folder);

    List<CheckEvidence> found =
        outcome.evidence().stream()
            .flatMap(evidence -> evidence.checks().stream())
            .filter(tried -> tried.check().equals(check))
            .toList();
    // A trial that broke is not a connector that was found out.
    assertThat(found)
        .as(toString())
        .isNotEmpty()
        .allSatisfy(tried -> {
          assertThat(tried.result()).as(tried.reason()).isEqualTo(refused);
          assertThat(tried.reason()).contains(seen);
        });
    assertThat(outcome.matrix().passed()).isEqualTo(!refused.bad());
  }

  /** A certification of a defective connector. */
  @FunctionalInterface
  interface Trial {
    /**
     * Certifies it.
     *
     * @param sound a distribution without a defect, not to be changed
     * @param folder an empty folder for a distribution of the trial's own
     */
    RunOutcome run(Path sound, Path folder) throws IOException;
  }
}
