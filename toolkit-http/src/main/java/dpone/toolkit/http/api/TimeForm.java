package dpone.toolkit.http.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * How an API writes a time.
 *
 * @param pattern {@code iso} for ISO 8601 in UTC, {@code unix} for seconds and {@code unix_ms} for
 *     milliseconds since 1970, else a pattern of {@link DateTimeFormatter}
 * @param zone of the clock that a pattern shows
 */
public record TimeForm(String pattern, ZoneId zone) {
  /** ISO 8601 in UTC. */
  public static final TimeForm ISO = new TimeForm("iso", ZoneOffset.UTC);

  /** Refuses a pattern that is none. */
  public TimeForm {
    if (!isNamed(pattern)) {
      Objects.requireNonNull(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }
  }

  /**
   * A form such as {@code unix}, {@code dd/MM/yyyy} or {@code yyyy-MM-dd HH:mm|Europe/Moscow}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static TimeForm parse(String text) {
    int bar = text.lastIndexOf('|');
    try {
      return bar < 0
          ? new TimeForm(text, ZoneOffset.UTC)
          : new TimeForm(text.substring(0, bar), ZoneId.of(text.substring(bar + 1)));
    } catch (DateTimeException notAZone) {
      throw new IllegalArgumentException("no time zone: " + text.substring(bar + 1), notAZone);
    }
  }

  /**
   * Writes an instant or a day of ISO 8601.
   *
   * @throws DateTimeException when the value is neither, or lacks what the pattern shows
   */
  public String write(String value) {
    if (value.indexOf('T') < 0) {
      LocalDate day = LocalDate.parse(value);
      return isNamed(pattern)
          ? pattern.equals("iso") ? value : named(day.atStartOfDay(zone).toInstant())
          : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(day.atStartOfDay(zone));
    }
    Instant instant = Instant.parse(value);
    if (isNamed(pattern)) {
      return named(instant);
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(ZonedDateTime.ofInstant(instant, zone));
  }

  private String named(Instant instant) {
    return switch (pattern) {
      case "unix" -> Long.toString(instant.getEpochSecond());
      case "unix_ms" -> Long.toString(instant.toEpochMilli());
      default -> instant.toString();
    };
  }

  private static boolean isNamed(String pattern) {
    return pattern.equals("iso") || pattern.equals("unix") || pattern.equals("unix_ms");
  }
}
