package dpone.toolkit.http.limit;

import java.time.Duration;

/**
 * When calls to an origin are not made any more.
 *
 * @param share percentage of failures among the last calls at which it opens
 * @param calls how many of the last calls count, and have to be made before it can open
 * @param pause how long it stays open, until one call tries again
 */
public record Breaker(int share, int calls, Duration pause) {
  /** Checks the numbers. */
  public Breaker {
    if (share < 1 || share > 100 || calls < 1 || pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException("a breaker of " + share + " % of " + calls);
    }
  }

  /** More than the tries of one call, so that what fails alone is told by its own code. */
  public static final Breaker STANDARD = new Breaker(80, 20, Duration.ofSeconds(15));
}
