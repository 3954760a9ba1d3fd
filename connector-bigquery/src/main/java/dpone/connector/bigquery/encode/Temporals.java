package dpone.connector.bigquery.encode;

import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Dates, times and intervals, within the years 1 to 9999 that BigQuery has.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types">GoogleSQL:
 *     data types</a>
 */
final class Temporals {
  private static final int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
  private static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long DAY = 86_400_000_000L;
  private static final long FIRST_MICRO = FIRST_DAY * DAY;
  private static final long LAST_MICRO = LAST_DAY * DAY + DAY - 1;
  private static final int MONTHS = 120_000;
  private static final int DAYS = 3_660_000;
  private static final long MICROS = 87_840_000L * 3_600_000_000L;

  private Temporals() {}

  static CellWriter date() {
    return (column, row, out) -> {
      int day = ((IntColumn) column).get(row);
      if (day < FIRST_DAY || day > LAST_DAY) {
        return day == Integer.MAX_VALUE
            ? "infinity has no place in DATE"
            : day == Integer.MIN_VALUE
                ? "-infinity has no place in DATE"
                : LocalDate.ofEpochDay(day) + " is outside of the years 1 to 9999";
      }
      out.number(day);
      return null;
    };
  }

  static CellWriter time(int precision) {
    long divisor = divisor(precision);
    return (column, row, out) -> {
      long micros = Math.floorDiv(((LongColumn) column).get(row), divisor);
      if (micros < 0 || micros >= DAY) {
        return micros == DAY ? "24:00 has no place in TIME" : micros + " is no time of day";
      }
      out.number(micros);
      return null;
    };
  }

  static CellWriter moment(int precision) {
    long divisor = divisor(precision);
    return (column, row, out) -> {
      long units = ((LongColumn) column).get(row);
      long micros = Math.floorDiv(units, divisor);
      if (micros < FIRST_MICRO
          || micros > LAST_MICRO
          || units == Long.MAX_VALUE
          || units == Long.MIN_VALUE) {
        return outside(units, micros);
      }
      out.number(micros);
      return null;
    };
  }

  private static String outside(long units, long micros) {
    if (units == Long.MAX_VALUE) {
      return "infinity has no place";
    }
    if (units == Long.MIN_VALUE) {
      return "-infinity has no place";
    }
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L))
        + " is outside of the years 1 to 9999";
  }

  /** How many units of the batch are a microsecond. */
  private static long divisor(int precision) {
    return switch (precision) {
      case 7 -> 10;
      case 8 -> 100;
      case 9 -> 1000;
      default -> 1;
    };
  }

  /** As {@code Y-M D H:M:S.F}, which a cast reads. */
  static CellWriter interval() {
    return (column, row, out) -> {
      IntervalColumn intervals = (IntervalColumn) column;
      int months = intervals.months(row);
      int days = intervals.days(row);
      long micros = intervals.micros(row);
      @Nullable String outside = outside(months, days, micros);
      if (outside != null) {
        return outside;
      }
      // At most 47 characters, so that their number takes one byte.
      int start = out.length();
      out.octet(0);
      sign(months < 0, out);
      digits(Math.abs(months) / 12, 1, out);
      out.octet('-');
      digits(Math.abs(months) % 12, 1, out);
      out.octet(' ');
      sign(days < 0, out);
      digits(Math.abs(days), 1, out);
      out.octet(' ');
      sign(micros < 0, out);
      long rest = Math.abs(micros);
      digits(rest / 3_600_000_000L, 1, out);
      out.octet(':');
      digits(rest / 60_000_000L % 60, 1, out);
      out.octet(':');
      digits(rest / 1_000_000L % 60, 1, out);
      if (rest % 1_000_000L != 0) {
        out.octet('.');
        digits(rest % 1_000_000L, 6, out);
      }
      out.data()[start] = (byte) ((out.length() - start - 1) << 1);
      return null;
    };
  }

  private static @Nullable String outside(int months, int days, long micros) {
    return months < -MONTHS
            || months > MONTHS
            || days < -DAYS
            || days > DAYS
            || micros < -MICROS
            || micros > MICROS
        ? "an interval of "
            + months
            + " months, "
            + days
            + " days and "
            + micros
            + " microseconds has no place in INTERVAL"
        : null;
  }

  private static void sign(boolean negative, Out out) {
    if (negative) {
      out.octet('-');
    }
  }

  private static void digits(long value, int atLeast, Out out) {
    int count = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      count++;
    }
    count = Math.max(count, atLeast);
    out.ensure(count);
    long rest = value;
    byte[] data = out.data();
    int start = out.length();
    for (int i = count - 1; i >= 0; i--) {
      data[start + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    out.truncate(start + count);
  }
}
