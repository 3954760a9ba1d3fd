package dpone.connector.bigquery.encode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which values have a place in BigQuery, within the years 1 to 9999 that it has, and how some are
 * written as text: the same for every format.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types">GoogleSQL:
 *     data types</a>
 */
public final class Values {
  /** Why a null is refused. */
  public static final String REQUIRED = "null has no place in a required column";

  /** Why a list is refused. */
  public static final String NULL_ELEMENT = "a list with a null in it has no place in BigQuery";

  /** The scale under which decimals without precision travel: all that BIGNUMERIC has. */
  public static final int WIDEST_SCALE = 38;

  /** Microseconds of a day. */
  public static final long DAY = 86_400_000_000L;

  private static final int WIDEST_WHOLE = 38;
  private static final int FIRST_DAY = (int) LocalDate.of(1, 1, 1).toEpochDay();
  private static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long FIRST_MICRO = FIRST_DAY * DAY;
  private static final long LAST_MICRO = LAST_DAY * DAY + DAY - 1;
  private static final int MONTHS = 120_000;
  private static final int DAYS = 3_660_000;
  private static final long MICROS = 87_840_000L * 3_600_000_000L;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Values() {}

  /** How many units of a batch's time of that precision are a microsecond. */
  public static long divisor(int precision) {
    return switch (precision) {
      case 7 -> 10;
      case 8 -> 100;
      case 9 -> 1000;
      default -> 1;
    };
  }

  /** Why that day of the epoch has no place, or null. */
  public static @Nullable String day(int day) {
    if (day >= FIRST_DAY && day <= LAST_DAY) {
      return null;
    }
    return day == Integer.MAX_VALUE
        ? "infinity has no place in DATE"
        : day == Integer.MIN_VALUE
            ? "-infinity has no place in DATE"
            : LocalDate.ofEpochDay(day) + " is outside of the years 1 to 9999";
  }

  /** Why that time of day has no place, or null. */
  public static @Nullable String time(long micros) {
    if (micros >= 0 && micros < DAY) {
      return null;
    }
    return micros == DAY ? "24:00 has no place in TIME" : micros + " is no time of day";
  }

  /**
   * Why that moment has no place, or null.
   *
   * @param units as the batch has it, where infinity is told
   * @param micros of the epoch
   */
  public static @Nullable String moment(long units, long micros) {
    if (micros >= FIRST_MICRO
        && micros <= LAST_MICRO
        && units != Long.MAX_VALUE
        && units != Long.MIN_VALUE) {
      return null;
    }
    if (units == Long.MAX_VALUE) {
      return "infinity has no place";
    }
    if (units == Long.MIN_VALUE) {
      return "-infinity has no place";
    }
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L))
        + " is outside of the years 1 to 9999";
  }

  /** Why that interval has no place, or null. */
  public static @Nullable String interval(int months, int days, long micros) {
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

  /** As {@code Y-M D H:M:S.F}, which a cast reads: at most 47 characters. */
  public static void intervalText(int months, int days, long micros, Out out) {
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
  }

  /** Canonical text of 36 characters. */
  public static void uuidText(long high, long low, Out out) {
    out.ensure(36);
    hex(high, 60, 8, out);
    out.octet('-');
    hex(high, 28, 4, out);
    out.octet('-');
    hex(high, 12, 4, out);
    out.octet('-');
    hex(low, 60, 4, out);
    out.octet('-');
    hex(low, 44, 12, out);
  }

  /**
   * The unscaled number of a decimal given as canonical text. There is no arithmetic of 256 bits
   * but {@link BigInteger}'s: these cells, and no others, make objects.
   *
   * @return null if it has more digits, or is no number
   */
  public static @Nullable BigInteger unscaled(String text, int scale) {
    if (text.startsWith("N") || text.endsWith("y")) {
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (bare.scale() > scale || bare.precision() - bare.scale() > WIDEST_WHOLE) {
      return null;
    }
    return bare.setScale(scale).unscaledValue();
  }

  /** Why a decimal without such a number has no place. */
  public static String tooWide(String text, int scale) {
    return text
        + " has more than "
        + WIDEST_WHOLE
        + " digits before or "
        + scale
        + " after the point, or is no number";
  }

  private static void hex(long value, int shift, int digits, Out out) {
    for (int i = 0; i < digits; i++) {
      out.octet(HEX[(int) (value >> (shift - 4 * i)) & 15]);
    }
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
