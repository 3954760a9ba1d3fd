package dpone.toolkit.http.limit;

import java.time.Duration;

/**
 * A rate of requests.
 *
 * @param requests at most so many in any window as long as the period
 * @param period the length of the window
 * @param burst so many may go at once after a pause; where it is more than {@code requests}, it is
 *     the most that a window may hold
 */
public record Rate(int requests, Duration period, int burst) {
  /** Checks the numbers. */
  public Rate {
    if (requests < 1 || burst < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a rate of " + requests + " per " + period);
    }
  }

  /** So many a second, evenly. */
  public static Rate perSecond(int requests) {
    return new Rate(requests, Duration.ofSeconds(1), 1);
  }

  /** So many in a period, evenly. */
  public static Rate of(int requests, Duration period) {
    return new Rate(requests, period, 1);
  }

  /** The same rate, with so many at once after a pause. */
  public Rate burst(int atOnce) {
    return new Rate(requests, period, atOnce);
  }
}
