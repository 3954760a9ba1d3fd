package dpone.runtime.retry;

import dpone.spi.error.DponeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Decides whether a call that failed is tried once more. One for each call; used by one thread. */
public final class Tries {
  private final RetryBounds bounds;
  private final InstantSource clock;
  private final Instant started;
  private int failures;

  /** A call begins. */
  public Tries(RetryBounds bounds, InstantSource clock) {
    this.bounds = bounds;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * The wait before the next try, empty when there is to be none.
   *
   * @param failure why the last try failed
   */
  public Optional<Duration> after(Throwable failure) {
    failures++;
    if (failures >= bounds.maxAttempts()
        || !(failure instanceof DponeException error)
        || !error.category().retryable()
        || GaveUp.on(error)) {
      return Optional.empty();
    }
    Duration own = bounds.waitAfter(failures, ThreadLocalRandom.current().nextDouble());
    Duration asked = error.retryAfter().orElse(Duration.ZERO);
    Duration wait = asked.compareTo(own) > 0 ? asked : own;
    Duration begins = Duration.between(started, clock.instant()).plus(wait);
    return begins.compareTo(bounds.total()) < 0 ? Optional.of(wait) : Optional.empty();
  }

  /** Marks what the call ends with, so that no call around it tries the same again. */
  public void giveUp(String operation, DponeException failure) {
    if (failure.category().retryable() && !GaveUp.on(failure)) {
      failure.addSuppressed(new GaveUp(operation, failures));
    }
  }
}
