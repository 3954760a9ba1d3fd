package dpone.runtime.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.runtime.context.MicrometerMeters;
import dpone.runtime.context.RunCancellation;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RETRY-1: the category decides. */
@Tag("unit")
class PolicyRetryTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunCancellation cancellation = new RunCancellation(Clock.systemUTC(), null);

  private PolicyRetry retry(Duration total) {
    return new PolicyRetry(
        new RetryBounds(4, Duration.ofMillis(1), Duration.ofMillis(5), total),
        Clock.systemUTC(),
        cancellation,
        new MicrometerMeters(registry, "p", "c"),
        System.getLogger("test"));
  }

  private static DponeException error(ErrorCategory category, Duration retryAfter) {
    return DponeException.of(category, "TEST", "failed").retryAfter(retryAfter).build();
  }

  @ParameterizedTest
  @EnumSource(ErrorCategory.class)
  void onlyRetryableCategoriesAreTriedAgain(ErrorCategory category) {
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(() ->
            retry(Duration.ofMinutes(1))
                .call(
                    "op",
                    () -> {
                      calls.incrementAndGet();
                      throw error(category, null);
                    }))
        .isInstanceOf(DponeException.class);
    boolean passing = category == ErrorCategory.TRANSIENT || category == ErrorCategory.THROTTLED;
    assertThat(calls.get()).isEqualTo(passing ? 4 : 1);
    assertThat(category.retryable()).isEqualTo(passing);
  }

  @Test
  void aSuccessAfterAFailureIsReturnedAndCounted() {
    AtomicInteger calls = new AtomicInteger();
    String result =
        retry(Duration.ofMinutes(1))
            .call(
                "op",
                () -> {
                  if (calls.incrementAndGet() < 3) {
                    throw error(ErrorCategory.TRANSIENT, null);
                  }
                  return "done";
                });
    assertThat(result).isEqualTo("done");
    assertThat(registry.get("dpone.retries").counter().count()).isEqualTo(2);
  }

  @Test
  void theWaitThatTheSystemAsksForIsHonoured() {
    AtomicInteger calls = new AtomicInteger();
    long begun = System.nanoTime();
    retry(Duration.ofMinutes(1))
        .call(
            "op",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw error(ErrorCategory.THROTTLED, Duration.ofMillis(300));
              }
              return 1;
            });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void aWaitBeyondTheTotalBoundEndsTheCallAtOnce() {
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(() ->
            retry(Duration.ofSeconds(1))
                .call(
                    "op",
                    () -> {
                      calls.incrementAndGet();
                      throw error(ErrorCategory.THROTTLED, Duration.ofHours(1));
                    }))
        .isInstanceOf(DponeException.class);
    assertThat(calls.get()).isEqualTo(1);
  }

  @Test
  void aCancelledRunIsNotTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(() ->
            retry(Duration.ofMinutes(1))
                .call(
                    "op",
                    () -> {
                      calls.incrementAndGet();
                      cancellation.cancel(RunCancellation.cancelled("by the test"));
                      throw error(ErrorCategory.TRANSIENT, null);
                    }))
        .isInstanceOf(DponeException.class);
    assertThat(calls.get()).isEqualTo(1);
  }

  /** The bound is kept by the begin of the last try, not by the moment at which it was decided. */
  @Test
  void noTryBeginsAfterTheTotalBound() {
    PolicyRetry patient =
        new PolicyRetry(
            new RetryBounds(
                10, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMillis(1100)),
            Clock.systemUTC(),
            cancellation,
            new MicrometerMeters(registry, "p", "c"),
            System.getLogger("test"));
    long begun = System.nanoTime();
    AtomicLong last = new AtomicLong();
    assertThatThrownBy(() ->
            patient.call(
                "op",
                () -> {
                  last.set(System.nanoTime() - begun);
                  throw error(ErrorCategory.TRANSIENT, null);
                }))
        .isInstanceOf(DponeException.class);
    // Waits of 200 and 400 ms fit, give or take a quarter; one of 800 ms more does not.
    assertThat(Duration.ofNanos(last.get()))
        .isBetween(Duration.ofMillis(450), Duration.ofMillis(1100));
  }

  @Test
  void aCallWithinACallDoesNotMultiplyItsTries() {
    AtomicInteger calls = new AtomicInteger();
    PolicyRetry policy = retry(Duration.ofMinutes(1));
    assertThatThrownBy(() ->
            policy.call(
                "outer",
                () -> {
                  try {
                    return policy.call(
                        "inner",
                        () -> {
                          calls.incrementAndGet();
                          throw error(ErrorCategory.TRANSIENT, null);
                        });
                  } catch (DponeException e) {
                    // As a connector that says more about it.
                    throw DponeException.of(e.category(), e.code(), "more").cause(e).build();
                  }
                }))
        .isInstanceOf(DponeException.class);
    assertThat(calls.get()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"1, 150, 250", "2, 300, 500", "3, 600, 1000", "4, 750, 1000", "60, 750, 1000"})
  void aWaitIsTwiceTheOneBeforeGiveOrTakeAQuarterAndNeverBeyondItsBound(
      int failures, long shortest, long longest) {
    RetryBounds bounds =
        new RetryBounds(5, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(bounds.waitAfter(failures, 0).toMillis()).isEqualTo(shortest);
    assertThat(bounds.waitAfter(failures, 1).toMillis()).isEqualTo(longest);
  }
}
