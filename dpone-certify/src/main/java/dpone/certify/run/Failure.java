package dpone.certify.run;

import dpone.certify.evidence.Outcome;
import dpone.certify.proof.Verdict;
import dpone.spi.error.DponeException;

/** Turns exceptions into verdicts. */
final class Failure {
  private Failure() {}

  /** What a connector says in the project's own words is its failure; the rest is an error. */
  static Verdict of(String during, Throwable thrown) {
    if (thrown instanceof DponeException known) {
      return Verdict.failed(during + ": " + known.oneLine());
    }
    StackTraceElement[] stack = thrown.getStackTrace();
    String where = stack.length == 0 ? "" : " at " + stack[0];
    return new Verdict(Outcome.ERROR, oneLine(during + ": " + thrown + where));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
