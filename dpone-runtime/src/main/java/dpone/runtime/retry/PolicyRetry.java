package dpone.runtime.retry;

import dpone.runtime.context.Failures;
import dpone.spi.context.Cancellation;
import dpone.spi.context.Meters;
import dpone.spi.context.RetryExecutor;
import dpone.spi.error.DponeException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Retries by error category with Resilience4j, within {@link RetryBounds}. Thread-safe. */
public final class PolicyRetry implements RetryExecutor {
  private final RetryBounds bounds;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final Meters meters;
  private final System.Logger logger;

  /** A retry executor of one run. */
  public PolicyRetry(
      RetryBounds bounds,
      InstantSource clock,
      Cancellation cancellation,
      Meters meters,
      System.Logger logger) {
    this.bounds = bounds;
    this.clock = clock;
    this.cancellation = cancellation;
    this.meters = meters;
    this.logger = logger;
  }

  @Override
  public <T extends @Nullable Object> T call(String operation, Callable<T> action) {
    Tries tries = new Tries(bounds, clock);
    AtomicLong wait = new AtomicLong();
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(bounds.maxAttempts())
            .retryOnException(e -> goesOn(tries, e, wait))
            .intervalBiFunction((attempt, outcome) -> wait.get())
            .build();
    Retry retry = Retry.of(operation, config);
    retry
        .getEventPublisher()
        .onRetry(event -> {
          meters.count("dpone.retries", 1);
          meters.time("dpone.retry.wait", event.getWaitInterval());
          logger.log(
              System.Logger.Level.INFO,
              "{0} failed, try {1} of {2} in {3} ms: {4}",
              operation,
              event.getNumberOfRetryAttempts() + 1,
              bounds.maxAttempts(),
              event.getWaitInterval().toMillis(),
              event.getLastThrowable() == null ? "" : event.getLastThrowable().getMessage());
        });
    try {
      return Retry.decorateCallable(retry, action).call();
    } catch (DponeException e) {
      tries.giveUp(operation, e);
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.internal(operation, e);
    }
  }

  private boolean goesOn(Tries tries, Throwable failure, AtomicLong wait) {
    Optional<Duration> next = tries.after(failure);
    next.ifPresent(duration -> wait.set(duration.toMillis()));
    return next.isPresent() && !cancellation.isCancelled();
  }
}
