package dpone.toolkit.http.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stream gives only what is new. Requests take the variable {@code since}, and {@code until}
 * for the time at which the read began; without {@code since} in any template everything is read
 * and what is older is left out here.
 *
 * @param column that grows with every change, or null where windows of time are what is read
 * @param lookback how much earlier than its position a read begins, for records that come late
 */
public record Increment(@Nullable String column, Duration lookback) {
  /** By a column, without looking back. */
  public static Increment by(String column) {
    return new Increment(column, Duration.ZERO);
  }

  /** By windows of time alone. */
  public static Increment byWindow() {
    return new Increment(null, Duration.ZERO);
  }
}
