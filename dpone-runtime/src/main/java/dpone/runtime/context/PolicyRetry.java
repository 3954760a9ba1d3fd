package dpone.runtime.context;

import dpone.spi.context.Cancellation;
import dpone.spi.context.Meters;
import dpone.spi.context.RetryExecutor;
import dpone.spi.error.DponeException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Retries by error category with Resilience4j, within {@link RetryBounds}. Thread-safe. */
public final class PolicyRetry implements RetryExecutor {
  private final RetryBounds bounds;
  private final InstantSource clock;
  private final Cancellation cancellation;
  private final Meters meters;
  private final System.Logger logger;
  private final IntervalFunction waits;

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
    this.waits =
        IntervalFunction.ofExponentialRandomBackoff(
            bounds.firstWait(), 2.0, 0.25, bounds.maxWait());
  }

  @Override
  public <T extends @Nullable Object> T call(String operation, Callable<T> action) {
    Instant started = clock.instant();
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(bounds.maxAttempts())
            .retryOnException(e -> mayRetry(e, started))
            .intervalBiFunction(
                (attempt, outcome) -> waitAfter(attempt, outcome.swap().getOrNull()).toMillis())
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
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.internal(operation, e);
    }
  }

  private boolean mayRetry(Throwable failure, Instant started) {
    if (!(failure instanceof DponeException e) || !e.category().retryable()) {
      return false;
    }
    if (cancellation.isCancelled()) {
      return false;
    }
    Duration spent = Duration.between(started, clock.instant());
    return spent.plus(e.retryAfter().orElse(Duration.ZERO)).compareTo(bounds.total()) < 0;
  }

  private Duration waitAfter(int attempt, @Nullable Throwable failure) {
    Duration own = Duration.ofMillis(waits.apply(attempt));
    if (failure instanceof DponeException e && e.retryAfter().isPresent()) {
      Duration asked = e.retryAfter().get();
      return asked.compareTo(own) > 0 ? asked : own;
    }
    return own;
  }
}
