package dpone.toolkit.http.exchange;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long an answer asks to wait: by {@code Retry-After} (RFC 9110, section 10.2.3), in seconds or
 * as a date in any of the three forms of section 5.6.7, or by headers of the system's own.
 *
 * @param own names of such headers, the first that is there counts; they hold seconds from now,
 *     seconds or milliseconds since 1970, or a time by ISO 8601
 */
public record Waits(List<String> own) {
  /** Headers in common use. */
  public static final Waits STANDARD =
      new Waits(List.of("X-RateLimit-Reset", "X-Rate-Limit-Reset", "RateLimit-Reset"));

  /** A number of seconds larger than that is a moment: it would be a wait of thirty years. */
  private static final long EPOCH = 1_000_000_000L;

  private static final long EPOCH_MILLIS = 100_000_000_000L;
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final DateTimeFormatter IMF =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US);

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US);

  /** Copies the list. */
  public Waits {
    own = List.copyOf(own);
  }

  /** How long to wait; never negative, at most a year. */
  Optional<Duration> of(Headers headers, Instant now) {
    Optional<Duration> standard =
        headers.first("Retry-After").flatMap(value -> retryAfter(value, now));
    if (standard.isPresent()) {
      return standard;
    }
    for (String name : own) {
      Optional<Duration> reset = headers.first(name).flatMap(value -> reset(value, now));
      if (reset.isPresent()) {
        return reset;
      }
    }
    return Optional.empty();
  }

  /** The value of {@code Retry-After}; empty when it is malformed. */
  static Optional<Duration> retryAfter(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]{1,18}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    return date(text, now).map(then -> bounded(Duration.between(now, then)));
  }

  /** The value of a header of the system's own; empty when it is malformed. */
  static Optional<Duration> reset(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]{1,18}(\\.[0-9]{1,9})?")) {
      BigDecimal number = new BigDecimal(text);
      long whole = number.longValue();
      if (whole >= EPOCH_MILLIS) {
        return Optional.of(bounded(Duration.between(now, Instant.ofEpochMilli(whole))));
      }
      Duration seconds =
          Duration.ofSeconds(whole)
              .plusNanos(number.remainder(BigDecimal.ONE).movePointRight(9).longValue());
      return Optional.of(
          bounded(whole >= EPOCH ? Duration.between(now, Instant.EPOCH.plus(seconds)) : seconds));
    }
    try {
      return Optional.of(bounded(Duration.between(now, ZonedDateTime.parse(text).toInstant())));
    } catch (DateTimeException otherwise) {
      return date(text, now).map(then -> bounded(Duration.between(now, then)));
    }
  }

  private static Optional<Instant> date(String text, Instant now) {
    for (DateTimeFormatter form : List.of(IMF, rfc850(now), ASCTIME)) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException otherwise) {
        // the next form
      }
    }
    return Optional.empty();
  }

  /** Two digits of a year mean one at most 50 years ahead. */
  private static DateTimeFormatter rfc850(Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US);
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
