package dpone.toolkit.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No window ever holds more than it may, and the rate is reached; all of it in made-up time. */
@Tag("unit")
class PacerTest {
  private static final long SECOND = 1_000_000_000L;

  /**
   * When requests leave that always want to, where each thread wakes late by up to that much, and
   * one in a hundred by twenty times as much.
   */
  private static List<Long> departures(Rate rate, long start, int count, long late, long seed) {
    Pacer pacer = new Pacer(rate);
    Random random = new Random(seed);
    List<Long> all = new ArrayList<>();
    long now = start;
    for (int i = 0; i < count; i++) {
      long wait = pacer.waitAt(now);
      while (wait > 0) {
        long oversleep = late == 0 ? 0 : random.nextLong(late);
        now += wait + (random.nextInt(100) == 0 ? 20 * oversleep : oversleep);
        wait = pacer.waitAt(now);
      }
      pacer.leave(now);
      all.add(now);
    }
    return all;
  }

  private static int fullest(List<Long> departures, long window) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < departures.size(); to++) {
      while (departures.get(to) - departures.get(from) >= window) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  @Property(tries = 500)
  void noWindowHoldsMoreThanItMay(
      @ForAll @IntRange(min = 1, max = 200) int requests,
      @ForAll @LongRange(min = 10, max = 100_000) long periodMillis,
      @ForAll @IntRange(min = 1, max = 300) int burst,
      @ForAll @LongRange(min = 0, max = 30_000_000) long late,
      @ForAll long start,
      @ForAll long seed) {
    Rate rate = new Rate(requests, Duration.ofMillis(periodMillis), burst);
    List<Long> all = departures(rate, start / 4, 1_000, late, seed);
    assertThat(fullest(all, rate.period().toNanos()))
        .isLessThanOrEqualTo(Math.max(requests, burst));
  }

  @Property(tries = 200)
  void theRateIsReachedWithinTwoPercent(
      @ForAll @IntRange(min = 1, max = 400) int requests,
      @ForAll @LongRange(min = 0, max = 2_000_000) long late,
      @ForAll long seed) {
    List<Long> all = departures(Rate.perSecond(requests), 0, 40 * requests, late, seed);
    double seconds = (all.get(all.size() - 1) - all.get(0)) / (double) SECOND;
    double rate = (all.size() - 1) / seconds;
    assertThat(rate).isBetween(0.98 * requests, (double) requests);
  }

  /** Two fixed windows that meet would let a hundred through here. */
  @Test
  void theEdgeOfTwoSecondsIsNoGap() {
    Pacer pacer = new Pacer(new Rate(50, Duration.ofSeconds(1), 50));
    long now = 0;
    List<Long> all = new ArrayList<>();
    pacer.leave(now);
    all.add(now);
    now = SECOND - 1;
    for (int i = 0; i < 99; i++) {
      long wait = pacer.waitAt(now);
      now += wait;
      pacer.leave(now);
      all.add(now);
    }
    assertThat(fullest(all, SECOND)).isLessThanOrEqualTo(50);
  }

  @Test
  void requestsAreSpreadEvenly() {
    List<Long> all = departures(Rate.perSecond(50), 0, 100, 0, 1);
    for (int i = 1; i < 50; i++) {
      assertThat(all.get(i) - all.get(i - 1)).isEqualTo(20_260_000L);
    }
  }

  /** The first ones arrive when their connections stand, others at once. */
  @Test
  void aLateArrivalIsCounted() {
    Pacer pacer = new Pacer(Rate.perSecond(50));
    List<Long> arrivals = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 200; i++) {
      now += pacer.waitAt(now);
      pacer.leave(now);
      long arrival = i < 5 ? 300_000_000L + i : now;
      arrivals.add(arrival);
      if (i >= 15) {
        pacer.answered(i, arrivals.get(i));
        if (i == 15) {
          for (int early = 0; early < 5; early++) {
            pacer.answered(early, arrivals.get(early));
          }
        }
      }
    }
    arrivals.sort(null);
    assertThat(fullest(arrivals, SECOND)).isLessThanOrEqualTo(50);
  }

  @Test
  void aBurstGoesAtOnceAndThenItsRate() {
    List<Long> all = departures(new Rate(1, Duration.ofSeconds(1), 5), 0, 12, 0, 1);
    assertThat(all.subList(0, 5)).containsOnly(0L);
    assertThat(all.get(5)).isGreaterThanOrEqualTo(SECOND);
    assertThat(fullest(all, SECOND)).isEqualTo(5);
  }

  @Test
  void aClockThatIsNegativeOrTurnsOverIsNoMatter() {
    for (long start : new long[] {Long.MAX_VALUE - 5 * SECOND, -3 * SECOND, Long.MIN_VALUE / 2}) {
      Pacer pacer = new Pacer(Rate.perSecond(10));
      long now = start;
      for (int i = 0; i < 200; i++) {
        long wait = pacer.waitAt(now);
        assertThat(wait).isBetween(0L, 2 * SECOND);
        now += wait;
        pacer.leave(now);
      }
      assertThat(now - start).isBetween(19 * SECOND, 21 * SECOND);
    }
  }
}
