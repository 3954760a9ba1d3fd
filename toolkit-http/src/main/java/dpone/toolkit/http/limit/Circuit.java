package dpone.toolkit.http.limit;

import dpone.toolkit.http.error.HttpCode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Whether an origin is called at all, by Resilience4j's circuit breaker. Thread-safe. */
final class Circuit {
  private final String origin;
  private final Breaker settings;
  private final InstantSource clock;
  private final CircuitBreaker breaker;
  private volatile Instant opened = Instant.EPOCH;

  Circuit(String origin, Breaker settings, InstantSource clock) {
    this.origin = origin;
    this.settings = settings;
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            origin,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.calls())
                .failureRateThreshold(settings.share())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new Ticks(clock))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(change -> {
          if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
            opened = clock.instant();
          }
        });
  }

  void enter() {
    if (!breaker.tryAcquirePermission()) {
      Duration left = Duration.between(clock.instant(), opened.plus(settings.pause()));
      throw HttpCode.CIRCUIT_OPEN
          .error(
              origin
                  + " is not called for now: "
                  + settings.share()
                  + " % or more of the last "
                  + settings.calls()
                  + " calls failed")
          .retryAfter(left.isNegative() ? null : left)
          .build();
    }
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(Throwable failure) {
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
  }

  void undecided() {
    breaker.releasePermission();
  }

  /** The clock of the run in the form that the library asks for. */
  private static final class Ticks extends Clock {
    private final InstantSource source;

    Ticks(InstantSource source) {
      this.source = source;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return source.instant();
    }
  }
}
