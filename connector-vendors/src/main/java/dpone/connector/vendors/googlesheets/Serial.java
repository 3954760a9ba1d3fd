package dpone.connector.vendors.googlesheets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days and times as sheets count them: days since 30 December 1899, the time as a part of the day.
 *
 * @see <a
 *     href="https://developers.google.com/workspace/sheets/api/guides/formats#about_date_time_values">
 *     the vendor's page</a>
 */
final class Serial {
  private static final LocalDate FIRST = LocalDate.of(1899, 12, 30);
  private static final BigDecimal MILLIS = BigDecimal.valueOf(86_400_000);

  /** Sheets count in binary floating point, which no millisecond is exact in. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

  private Serial() {}

  /** A day; empty where the number has a part of one. */
  static Optional<String> date(String number) {
    try {
      return Optional.of(
          FIRST.plusDays(new BigDecimal(number).toBigIntegerExact().longValueExact()).toString());
    } catch (ArithmeticException | DateTimeException none) {
      return Optional.empty();
    }
  }

  /** A day and its time in milliseconds; empty where the number is none. */
  static Optional<String> timestamp(String number) {
    try {
      long millis = millis(number);
      LocalDateTime time = FIRST.atStartOfDay().plus(millis, ChronoUnit.MILLIS);
      return Optional.of(time.toString());
    } catch (ArithmeticException | DateTimeException none) {
      return Optional.empty();
    }
  }

  /** A time of the day in milliseconds; empty where the number is none. */
  static Optional<String> time(String number) {
    try {
      long millis = millis(number);
      return millis < 0 || millis >= MILLIS.longValue()
          ? Optional.empty()
          : Optional.of(LocalTime.ofNanoOfDay(millis * 1_000_000).toString());
    } catch (ArithmeticException none) {
      return Optional.empty();
    }
  }

  private static long millis(String number) {
    BigDecimal exact = new BigDecimal(number).multiply(MILLIS);
    BigDecimal whole = exact.setScale(0, RoundingMode.HALF_EVEN);
    if (exact.subtract(whole).abs().compareTo(TOLERANCE) > 0) {
      throw new ArithmeticException("between two milliseconds");
    }
    return whole.longValueExact();
  }
}
