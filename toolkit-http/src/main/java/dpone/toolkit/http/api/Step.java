package dpone.toolkit.http.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;

/**
 * The length of a window of time.
 *
 * @param amount a period of the calendar or a duration
 */
public record Step(TemporalAmount amount) {
  /** Refuses what does not lead forward. */
  public Step {
    boolean forward =
        switch (amount) {
          case Period p -> !p.isZero() && !p.isNegative();
          case Duration d -> d.isPositive();
          default -> false;
        };
    if (!forward) {
      throw new IllegalArgumentException("a window has to be longer than nothing: " + amount);
    }
  }

  /** One day of the calendar. */
  public static Step day() {
    return new Step(Period.ofDays(1));
  }

  /** One month of the calendar. */
  public static Step month() {
    return new Step(Period.ofMonths(1));
  }

  /**
   * The notation of manifests: {@code 90s}, {@code 15m}, {@code 6h}, {@code 7d}, {@code 1mo}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Step parse(String text) {
    java.util.regex.Matcher parts =
        java.util.regex.Pattern.compile("([0-9]{1,6})(s|m|h|d|mo)").matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("no length of time such as 6h, 7d or 1mo: " + text);
    }
    int number = Integer.parseInt(parts.group(1));
    return new Step(
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Period.ofDays(number);
          default -> Period.ofMonths(number);
        });
  }

  /** The same moment one step later, by the calendar of that zone. */
  public Instant after(Instant from, ZoneId zone) {
    return from.atZone(zone).plus(amount).toInstant();
  }

  /** The same moment one step earlier, by the calendar of that zone. */
  public Instant before(Instant until, ZoneId zone) {
    return until.atZone(zone).minus(amount).toInstant();
  }

  /** The start of the unit that a day or a moment lies in: a month for months, else a day. */
  public LocalDate floor(LocalDate day) {
    return amount instanceof Period p && p.toTotalMonths() > 0 ? day.withDayOfMonth(1) : day;
  }
}
