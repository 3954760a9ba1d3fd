package dpone.certify.scenario;

import dpone.certify.evidence.Outcome;

/** A check that could not be tried, with the reason; never a pass. */
public final class Untried extends Exception {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  private Untried(Outcome outcome, String reason) {
    super(reason);
    this.outcome = outcome;
  }

  /** What a connector's author has not given yet. */
  public static Untried missing(String reason) {
    return new Untried(Outcome.MISSING, reason);
  }

  /** What does not concern this connector. */
  static Untried notApplicable(String reason) {
    return new Untried(Outcome.NOT_APPLICABLE, reason);
  }

  /** The result. */
  public Outcome outcome() {
    return outcome;
  }

  /** Why. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
