package dpone.certify;

import dpone.certify.problem.BadInputException;
import dpone.certify.problem.InvalidEvidenceException;
import dpone.spi.error.DponeException;

/** What a user reads when the command itself cannot do its work. */
final class Problems {
  private Problems() {}

  static String oneLine(Exception problem) {
    if (problem instanceof DponeException known) {
      return known.oneLine();
    }
    return problem instanceof BadInputException || problem instanceof InvalidEvidenceException
        ? String.valueOf(problem.getMessage())
        : "CERTIFY_INTERNAL: " + problem + "; please report this";
  }

  /** Never 0: what could not be tried does not hold. */
  static int exitCode(Exception problem) {
    return switch (problem) {
      case BadInputException input -> Certify.BAD_INPUT;
      case InvalidEvidenceException evidence -> Certify.INVALID;
      default -> Certify.BELOW;
    };
  }
}
