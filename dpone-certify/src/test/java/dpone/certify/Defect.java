package dpone.certify;

import dpone.certify.evidence.Outcome;
import dpone.certify.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Path;

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
