package dpone.toolkit.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Turns are given in order, and none while the system asked for a pause; the clock is the test's.
 */
@Tag("unit")
@Timeout(240)
class BucketTest {
  private final TestContext context = new TestContext();
  private final AtomicLong clock = new AtomicLong();

  private Bucket bucket(Limits limits) {
    return new Bucket(limits, context, clock::get);
  }

  private void forward(Duration length) {
    clock.addAndGet(length.toNanos());
  }

  @Test
  void aPauseHoldsEverybodyAndALongerOneStays() throws Exception {
    Bucket bucket = bucket(Limits.NONE);
    bucket.pause(Duration.ofSeconds(30));
    bucket.pause(Duration.ofSeconds(5));
    List<Long> left = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      Thread.ofVirtual()
          .start(() -> {
            bucket.take();
            left.add(clock.get());
            done.countDown();
          });
    }
    Thread.sleep(50);
    forward(Duration.ofSeconds(29));
    Thread.sleep(300);
    assertThat(left).isEmpty();
    forward(Duration.ofSeconds(2));
    done.await();
    assertThat(left).hasSize(3).allSatisfy(at -> assertThat(at).isEqualTo(31_000_000_000L));
  }

  @Test
  void aPauseThatIsLongerThanAnybodyMayWaitFailsAtOnceAndSaysHowLong() {
    Bucket bucket = bucket(Limits.NONE.longestWait(Duration.ofMinutes(1)));
    bucket.pause(Duration.ofHours(1));
    DponeException failure = catchThrowableOfType(DponeException.class, bucket::take);
    assertThat(failure.code()).isEqualTo("HTTP_THROTTLED");
    assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    forward(Duration.ofHours(1));
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(1);
  }

  @Test
  void theFirstRequestGoesAloneUntilItIsAnswered() throws Exception {
    Bucket bucket = bucket(Limits.of(Rate.perSecond(1000)));
    long first = bucket.take();
    forward(Duration.ofMillis(100));
    Thread second = Thread.ofVirtual().start(bucket::take);
    assertThat(second.join(Duration.ofMillis(300))).isFalse();
    bucket.answered(first);
    assertThat(second.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void allRatesHoldAtTheSameTime() {
    Bucket bucket =
        bucket(
            Limits.of(Rate.perSecond(1000).burst(1000), new Rate(3, Duration.ofMinutes(1), 3))
                .longestWait(Duration.ofSeconds(30)));
    for (int i = 0; i < 3; i++) {
      bucket.answered(bucket.take());
    }
    DponeException failure = catchThrowableOfType(DponeException.class, bucket::take);
    assertThat(failure.retryAfter().orElseThrow()).isGreaterThan(Duration.ofSeconds(59));
  }

  private DponeException ended(Runnable end) throws Exception {
    Bucket bucket = bucket(Limits.NONE);
    bucket.pause(Duration.ofMinutes(5));
    CopyOnWriteArrayList<DponeException> thrown = new CopyOnWriteArrayList<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> thrown.add(catchThrowableOfType(DponeException.class, bucket::take)));
    Thread.sleep(50);
    if (end == null) {
      bucket.close();
    } else {
      end.run();
    }
    assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    return thrown.get(0);
  }

  @Test
  void everyWaitEndsWithCancellationAndClose() throws Exception {
    assertThat(ended(null).code()).isEqualTo("HTTP_CLOSED");
    assertThat(ended(context::cancel).code()).isEqualTo("RUN_CANCELLED");
  }

  @Test
  void whoWaitsNoMoreLeavesTheQueue() throws Exception {
    Bucket bucket = bucket(Limits.NONE);
    bucket.pause(Duration.ofMinutes(5));
    Thread first =
        Thread.ofVirtual()
            .start(() -> assertThatThrownBy(bucket::take).isInstanceOf(DponeException.class));
    Thread.sleep(50);
    Thread second = Thread.ofVirtual().start(bucket::take);
    Thread.sleep(50);
    first.interrupt();
    assertThat(first.join(Duration.ofSeconds(5))).isTrue();
    forward(Duration.ofMinutes(6));
    assertThat(second.join(Duration.ofSeconds(5))).isTrue();
  }
}
