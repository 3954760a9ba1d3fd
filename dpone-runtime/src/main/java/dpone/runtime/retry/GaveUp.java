package dpone.runtime.retry;

import java.util.stream.Stream;

/**
 * Marks a failure that a call has tried again in vain. Without it calls within calls would multiply
 * their tries: five times five against a system that is down.
 */
final class GaveUp extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 10;

  GaveUp(String operation, int tries) {
    super(operation + " was given up after " + tries + (tries == 1 ? " try" : " tries"));
  }

  /** Whether a call was given up with this failure, or with one that caused it. */
  static boolean on(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause)
        .limit(DEEPEST)
        .flatMap(t -> Stream.of(t.getSuppressed()))
        .anyMatch(GaveUp.class::isInstance);
  }

  /** Where it was given up is in the failure itself. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
