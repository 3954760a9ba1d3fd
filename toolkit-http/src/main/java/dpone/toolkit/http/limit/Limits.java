package dpone.toolkit.http.limit;

import java.time.Duration;
import java.util.List;

/**
 * What a credential may do; shared by all streams of an opened source.
 *
 * @param rates all of them hold at the same time; empty for as fast as answers come
 * @param concurrency requests under way at the same time, 0 for no limit
 * @param breaker when an origin that fails is left alone
 * @param longestWait how long one request may wait for its turn, also while the system asked for a
 *     pause, until it fails as throttled
 */
public record Limits(List<Rate> rates, int concurrency, Breaker breaker, Duration longestWait) {
  /** No limits but the breaker. */
  public static final Limits NONE =
      new Limits(List.of(), 0, Breaker.STANDARD, Duration.ofMinutes(10));

  /** Copies the list. */
  public Limits {
    rates = List.copyOf(rates);
    if (concurrency < 0) {
      throw new IllegalArgumentException("a concurrency of " + concurrency);
    }
  }

  /** These rates and no other limits. */
  public static Limits of(Rate... rates) {
    return NONE.rates(List.of(rates));
  }

  /** The same with other rates. */
  public Limits rates(List<Rate> others) {
    return new Limits(others, concurrency, breaker, longestWait);
  }

  /** The same with so many requests under way. */
  public Limits concurrency(int atOnce) {
    return new Limits(rates, atOnce, breaker, longestWait);
  }

  /** The same with another breaker. */
  public Limits breaker(Breaker other) {
    return new Limits(rates, concurrency, other, longestWait);
  }

  /** The same with another longest wait. */
  public Limits longestWait(Duration other) {
    return new Limits(rates, concurrency, breaker, other);
  }
}
