package dpone.certify.evidence;

import java.util.Locale;

/** What became of a check or a requirement. */
public enum Outcome {
  /** It was tried and holds. */
  PASSED,
  /** It was tried and does not hold. */
  FAILED,
  /** It could not be tried here: a service or a credential is not there. */
  SKIPPED,
  /** The trial itself broke. */
  ERROR,
  /** The connector's roles do not ask for it. */
  NOT_APPLICABLE,
  /** There is nothing that tried it. */
  MISSING,
  /** It held, too long ago; a conclusion from recorded evidence, never a result of a trial. */
  EXPIRED;

  /** The name in reports, such as {@code not-applicable}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome of that name in reports. */
  public static Outcome of(String text) {
    for (Outcome outcome : values()) {
      if (outcome.text().equals(text)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no such result: " + text);
  }

  /** Whether a run with it must not count as good. */
  public boolean bad() {
    return this == FAILED || this == ERROR;
  }

  /** Whether something was found out: what was not tried says nothing about what was. */
  public boolean decisive() {
    return this == PASSED || this == NOT_APPLICABLE || bad();
  }
}
