package dpone.toolkit.http.exchange;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until a connection stands
 * @param answer from then until the head of the answer
 * @param idle between two pieces of its body
 * @param total of one try, from sending to the end of a body that is held in memory, or to where a
 *     larger one begins to be streamed; redirects included, waiting for a turn not
 */
public record Timeouts(Duration connect, Duration answer, Duration idle, Duration total) {
  /** Patient enough for slow systems. */
  public static final Timeouts STANDARD =
      new Timeouts(
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5));

  /** Checks that all of them are positive. */
  public Timeouts {
    for (Duration each : new Duration[] {connect, answer, idle, total}) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException("a timeout of " + each);
      }
    }
  }
}
