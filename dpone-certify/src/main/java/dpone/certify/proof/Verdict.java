package dpone.certify.proof;

import dpone.certify.evidence.Outcome;

/**
 * What a proof found.
 *
 * @param result the result
 * @param reason what was seen, one sentence
 */
public record Verdict(Outcome result, String reason) {
  /** It holds. */
  public static Verdict passed(String seen) {
    return new Verdict(Outcome.PASSED, seen);
  }

  /** It does not hold. */
  public static Verdict failed(String seen) {
    return new Verdict(Outcome.FAILED, seen);
  }

  /** It cannot be tried here. */
  public static Verdict skipped(String reason) {
    return new Verdict(Outcome.SKIPPED, reason);
  }

  /** There is nothing to try it with. */
  public static Verdict missing(String reason) {
    return new Verdict(Outcome.MISSING, reason);
  }
}
