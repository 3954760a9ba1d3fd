package dpone.runtime.retry;

import dpone.runtime.manifest.RuntimeSpec;
import java.time.Duration;

/**
 * Bounds of the retry policy.
 *
 * @param maxAttempts tries in all, the first included
 * @param firstWait wait after the first failure; doubles each time, with jitter
 * @param maxWait longest wait that the policy chooses by itself
 * @param total time in all after which no new try begins, also when the system asks for a longer
 *     wait
 */
public record RetryBounds(int maxAttempts, Duration firstWait, Duration maxWait, Duration total) {
  /** By how much a wait is longer than the one before it. */
  public static final int FACTOR = 2;

  /** The part of a wait that chance adds or takes away, so that many callers come apart. */
  public static final double JITTER = 0.25;

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int DOUBLINGS = 40;

  /** Those of a manifest. */
  public static RetryBounds of(RuntimeSpec.Retry retry) {
    return new RetryBounds(retry.maxAttempts(), retry.firstWait(), retry.maxWait(), retry.total());
  }

  /** Those of a manifest that says nothing about it. */
  public static RetryBounds standard() {
    return of(RuntimeSpec.standard().retry());
  }

  /** The same for work that takes as long as it takes: only its tries are bounded. */
  public RetryBounds withoutTotal() {
    return new RetryBounds(maxAttempts, firstWait, maxWait, FOREVER);
  }

  /**
   * The wait that the policy chooses by itself.
   *
   * @param failures failures so far, at least 1
   * @param chance from 0 for the shortest to 1 for the longest
   */
  public Duration waitAfter(int failures, double chance) {
    double longest = maxWait.toNanos();
    double plain = firstWait.toNanos() * Math.pow(FACTOR, Math.min(failures - 1, DOUBLINGS));
    double wait = Math.min(plain, longest) * (1 + JITTER * (2 * chance - 1));
    return Duration.ofNanos((long) Math.min(wait, longest));
  }
}
