package dpone.toolkit.http.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many at a time, and whether an origin is called at all. */
@Tag("unit")
@Timeout(240)
class TrafficTest {
  private static final String ORIGIN = "https://api.example";

  private final TestContext context = new TestContext();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  private Traffic traffic(Limits limits) {
    context.time = now::get;
    return new Traffic(limits, context);
  }

  private static Limits breaking() {
    return Limits.NONE.breaker(new Breaker(50, 4, Duration.ofSeconds(30)));
  }

  private static void call(Traffic traffic, boolean works) {
    try (Traffic.Passage passage = traffic.enter(ORIGIN)) {
      if (works) {
        passage.succeeded();
      } else {
        passage.failed(new IOException("gone"));
      }
    }
  }

  private DponeException refused(Traffic traffic) {
    return catchThrowableOfType(DponeException.class, () -> traffic.enter(ORIGIN).close());
  }

  @Test
  void anOriginWhoseCallsFailIsLeftAloneAndTriedOnceLater() {
    Traffic traffic = traffic(breaking());
    call(traffic, true);
    call(traffic, true);
    call(traffic, false);
    assertThat(refused(traffic)).isNull();
    call(traffic, false);
    now.set(now.get().plusSeconds(10));
    DponeException open = refused(traffic);
    assertThat(open.code()).isEqualTo("HTTP_CIRCUIT_OPEN");
    assertThat(open.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(open.what()).contains(ORIGIN);
    traffic.enter("https://other.example").close();

    now.set(now.get().plusSeconds(21));
    Traffic.Passage probe = traffic.enter(ORIGIN);
    assertThat(refused(traffic).code()).isEqualTo("HTTP_CIRCUIT_OPEN");
    probe.failed(new IOException("still gone"));
    probe.close();
    assertThat(refused(traffic).code()).isEqualTo("HTTP_CIRCUIT_OPEN");

    now.set(now.get().plusSeconds(31));
    call(traffic, true);
    for (int i = 0; i < 5; i++) {
      assertThat(refused(traffic)).isNull();
    }
  }

  @Test
  void aProbeThatNobodyDecidedLeavesRoomForAnother() {
    Traffic traffic = traffic(breaking());
    for (int i = 0; i < 4; i++) {
      call(traffic, false);
    }
    now.set(now.get().plusSeconds(31));
    traffic.enter(ORIGIN).close();
    call(traffic, true);
    assertThat(refused(traffic)).isNull();
  }

  @Test
  void noMoreAreUnderWayThanMayBe() throws Exception {
    Traffic traffic = traffic(Limits.NONE.concurrency(3));
    AtomicInteger under = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      Thread.ofVirtual()
          .start(() -> {
            try (Traffic.Passage passage = traffic.enter(ORIGIN)) {
              most.accumulateAndGet(under.incrementAndGet(), Math::max);
              Thread.sleep(5);
              under.decrementAndGet();
              passage.succeeded();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            done.countDown();
          });
    }
    done.await();
    assertThat(most).hasValue(3);
  }

  @Test
  void aPlaceIsGivenBackOnceHoweverOftenItIsClosed() {
    Traffic traffic = traffic(Limits.NONE.concurrency(1).longestWait(Duration.ofMillis(1)));
    Traffic.Passage first = traffic.enter(ORIGIN);
    assertThat(refused(traffic).code()).isEqualTo("HTTP_THROTTLED");
    first.close();
    first.close();
    Traffic.Passage second = traffic.enter(ORIGIN);
    assertThat(refused(traffic)).isNotNull();
    second.close();
  }

  @Test
  void whatIsRefusedByTheCircuitTakesNoPlace() {
    Traffic traffic = traffic(breaking().concurrency(1).longestWait(Duration.ofMillis(1)));
    for (int i = 0; i < 4; i++) {
      call(traffic, false);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(refused(traffic).code()).isEqualTo("HTTP_CIRCUIT_OPEN");
    }
  }

  @Test
  void theTimeWaitedIsMeasured() {
    Traffic traffic = traffic(Limits.of(Rate.of(1, Duration.ofMillis(100))));
    for (int i = 0; i < 3; i++) {
      call(traffic, true);
    }
    assertThat(context.times.get(HttpMeter.WAITED.id())).isGreaterThan(Duration.ofMillis(150));
  }
}
