package dpone.toolkit.http.limit;

/**
 * When the next request may leave, by arithmetic alone: nothing waits here. Not thread-safe.
 *
 * <p>Two rules at once. A schedule spreads requests evenly at a little less than the rate, and lets
 * one that left late be made up for, so that the rate is kept although threads wake late. A log of
 * when requests really left holds that no window has more than it may, also while something is made
 * up for. Both take the period a little longer than it is, since what leaves evenly does not arrive
 * evenly. The first requests wait for connections and arrive much later than they left, so that of
 * them the log has when they were answered.
 */
final class Pacer {
  private static final long LONGEST_CATCH_UP = 50_000_000;
  private static final int LONGEST_LOG = 100_000;
  private static final int FEWEST_EARLY = 100;
  private static final double SLOWER = 1.013;
  private static final double LONGER = 1.012;

  private final long interval;
  private final long window;
  private final long catchUp;
  private final long burst;
  private final long[] left;
  private long due;
  private long count;

  Pacer(Rate rate) {
    double period = rate.period().toNanos();
    this.interval = Math.max(1, Math.round(period * SLOWER / rate.requests()));
    this.window = Math.round(period * LONGER);
    this.burst = (rate.burst() - 1L) * interval;
    this.catchUp = Math.max(burst, LONGEST_CATCH_UP);
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

  /** A request that left was answered, so it has arrived by now. */
  void answered(long number, long now) {
    boolean early = number < Math.max(FEWEST_EARLY, 2L * left.length);
    if (early && count - number <= left.length) {
      left[(int) (number % left.length)] = now;
    }
  }

  /** A request leaves. */
  void leave(long now) {
    // Later than that nobody wanted to leave, and time that nobody wanted is not made up for.
    boolean idle = count == 0 || now - due > catchUp;
    due = (idle ? now - burst : due) + interval;
    left[(int) (count % left.length)] = now;
    count++;
  }
}
