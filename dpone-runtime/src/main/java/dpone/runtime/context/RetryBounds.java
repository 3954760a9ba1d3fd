package dpone.runtime.context;

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
  /** Five tries within two minutes. */
  public static final RetryBounds DEFAULT =
      new RetryBounds(5, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(2));
}
