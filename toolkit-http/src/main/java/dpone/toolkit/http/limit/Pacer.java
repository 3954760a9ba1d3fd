package dpone.toolkit.http.limit;

/**
 * When the next request may leave, by arithmetic alone: nothing waits here. Not thread-safe.
 *
 * <p>Two rules at once. A schedule spreads requests evenly, and lets one that left late be made up
 * for, so that the rate is reached although threads wake late. A log of when requests really left
 * holds that no window has more than it may; it takes the period one hundredth longer than it is,
 * since what leaves evenly does not arrive evenly.
 */
final class Pacer {
  private static final long LONGEST_CATCH_UP = 20_000_000;
  private static final int LONGEST_LOG = 100_000;
  private static final int MARGIN = 100;

  private final long interval;
  private final long window;
  private final long catchUp;
  private final long burst;
  private final long[] left;
  private long due;
  private long count;

  Pacer(Rate rate) {
    long period = rate.period().toNanos();
    this.interval = Math.max(1, period / rate.requests());
    this.window = period + period / MARGIN;
    this.burst = (rate.burst() - 1L) * interval;
    this.catchUp = Math.max(burst, Math.min(interval, LONGEST_CATCH_UP));
    this.left = new long[Math.min(LONGEST_LOG, Math.max(rate.requests(), rate.burst()))];
  }

  /** Nanoseconds from now until a request may leave; zero when it may at once. */
  long waitAt(long now) {
    if (count == 0) {
      return 0;
    }
    long wait = due - now;
    if (count >= left.length) {
      wait = Math.max(wait, left[(int) (count % left.length)] + window - now);
    }
    return Math.max(0, wait);
  }

  /** A request leaves. */
  void leave(long now) {
    due = (count == 0 ? now - burst : Math.max(due, now - catchUp)) + interval;
    left[(int) (count % left.length)] = now;
    count++;
  }
}
