package dpone.connector.clickhouse.codec;

import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates, times and timestamps, each checked against what the server's type can tell apart. */
final class Temporals {
  private static final long FIRST_DAY = LocalDate.of(1900, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(2299, 12, 31).toEpochDay();
  private static final long DAY_SECONDS = 86_400;

  private Temporals() {}

  /** Days as {@code Date} (two bytes) or {@code Date32}. */
  static CellEncoder days(boolean wide) {
    return new Days(wide ? FIRST_DAY : 0, wide ? LAST_DAY : 0xFFFF, wide);
  }

  /** Timestamps as {@code DateTime}. */
  static CellEncoder seconds(int precision) {
    return new Ticks(precision, 0, 4, 0, 0xFFFF_FFFFL);
  }

  /** Timestamps as {@code DateTime64} of that scale. */
  static CellEncoder ticks(int precision, int scale) {
    long last = (LAST_DAY + 1) * DAY_SECONDS - 1;
    // Nanoseconds since 1970 leave 64 bits in the year 2262, within the second that is the last one
    // for what arrives as such.
    long endOfTime = Long.MAX_VALUE / 1_000_000_000 - (precision == 9 ? 0 : 1);
    return new Ticks(
        precision,
        scale,
        8,
        FIRST_DAY * DAY_SECONDS,
        scale == 9 ? Math.min(last, endOfTime) : last);
  }

  /** Times of day as {@code Time} or {@code Time64}. */
  static CellEncoder times(int precision, int scale, int bytes) {
    return new Ticks(precision, scale, bytes, 0, DAY_SECONDS);
  }

  private static final class Days extends CellEncoder {
    private final long first;
    private final long last;
    private final boolean wide;

    Days(long first, long last, boolean wide) {
      this.first = first;
      this.last = last;
      this.wide = wide;
    }

    @Override
    boolean objects() {
      return true;
    }

    @Override
    @Nullable String objection(Column column, int row) {
      int day = ((IntColumn) column).get(row);
      if (day >= first && day <= last) {
        return null;
      }
      String text =
          day == Integer.MAX_VALUE
              ? "infinity"
              : day == Integer.MIN_VALUE ? "-infinity" : LocalDate.ofEpochDay(day).toString();
      return text
          + " is out of range, from "
          + LocalDate.ofEpochDay(first)
          + " to "
          + LocalDate.ofEpochDay(last);
    }

    @Override
    boolean allFit(Column column, int count) {
      int[] days = ((IntColumn) column).array();
      for (int i = 0; i < count; i++) {
        if (days[i] < first || days[i] > last) {
          return false;
        }
      }
      return true;
    }

    @Override
    void write(Column column, Rows rows, Out out) {
      int[] days = ((IntColumn) column).array();
      if (wide) {
        Integers.whole(days, rows, out);
      } else {
        Integers.shorts(days, rows, out);
      }
    }
  }

  private static final class Ticks extends CellEncoder {
    private final long unitsPerSecond;
    private final long multiply;
    private final long divide;
    private final int bytes;
    private final long first;
    private final long last;
    private final long firstUnit;
    private final long lastUnit;

    Ticks(int precision, int scale, int bytes, long first, long last) {
      int arriving = precision <= 6 ? 6 : precision;
      this.unitsPerSecond = power(arriving);
      this.multiply = scale > arriving ? power(scale - arriving) : 1;
      this.divide = scale < arriving ? power(arriving - scale) : 1;
      this.bytes = bytes;
      this.first = first;
      this.last = last;
      this.firstUnit = first * unitsPerSecond;
      // A second that is not whole in 64 bits is looked at value by value.
      this.lastUnit = Math.min(last, Long.MAX_VALUE / unitsPerSecond - 1) * unitsPerSecond;
    }

    private static long power(int digits) {
      long result = 1;
      for (int i = 0; i < digits; i++) {
        result *= 10;
      }
      return result;
    }

    @Override
    boolean objects() {
      return true;
    }

    @Override
    @Nullable String objection(Column column, int row) {
      long units = ((LongColumn) column).get(row);
      if (units == Long.MAX_VALUE || units == Long.MIN_VALUE) {
        return (units > 0 ? "infinity" : "-infinity") + " is out of range";
      }
      long second = Math.floorDiv(units, unitsPerSecond);
      if (second < first || second > last) {
        return text(units) + " is out of range, from " + at(first) + " to " + at(last);
      }
      return divide == 1 || units % divide == 0
          ? null
          : text(units) + " has a finer fraction of a second than the type";
    }

    private String text(long units) {
      long second = Math.floorDiv(units, unitsPerSecond);
      long fraction = Math.floorMod(units, unitsPerSecond);
      try {
        return Instant.ofEpochSecond(second, fraction * (1_000_000_000 / unitsPerSecond))
            .atOffset(ZoneOffset.UTC)
            .toString();
      } catch (java.time.DateTimeException tooFar) {
        return units + " units since 1970";
      }
    }

    private static String at(long second) {
      return Instant.ofEpochSecond(second).toString();
    }

    @Override
    boolean allFit(Column column, int count) {
      long[] units = ((LongColumn) column).array();
      for (int i = 0; i < count; i++) {
        if (units[i] < firstUnit
            || units[i] > lastUnit
            || (divide != 1 && units[i] % divide != 0)) {
          return false;
        }
      }
      return true;
    }

    @Override
    void write(Column column, Rows rows, Out out) {
      long[] units = ((LongColumn) column).array();
      if (bytes == 4) {
        out.cells(
            rows.count(),
            4,
            (from, to, into, at) -> {
              for (int i = from, next = at; i < to; i++, next += 4) {
                LittleEndian.int32(into, next, (int) (units[rows.at(i)] / divide));
              }
            });
      } else if (divide == 1 && multiply == 1) {
        Integers.whole(units, rows, out);
      } else {
        out.cells(
            rows.count(),
            8,
            (from, to, into, at) -> {
              for (int i = from, next = at; i < to; i++, next += 8) {
                LittleEndian.int64(into, next, units[rows.at(i)] * multiply / divide);
              }
            });
      }
    }
  }
}
