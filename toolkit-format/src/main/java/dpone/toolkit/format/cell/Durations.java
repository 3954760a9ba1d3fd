package dpone.toolkit.format.cell;

import dpone.spi.batch.IntervalColumn;
import dpone.toolkit.format.codec.ByteOutput;

/** Intervals as ISO 8601 text such as {@code P1Y2M3DT4H5M6.789S}, a sign before any part. */
public final class Durations {
  private static final long SECOND = 1_000_000;

  private Durations() {}

  /** Appends months, days and microseconds. */
  public static void write(int months, int days, long micros, ByteOutput out) {
    out.write('P');
    if (months != 0) {
      out.write(months + "M");
    }
    if (days != 0) {
      out.write(days + "D");
    }
    if (micros != 0 || (months == 0 && days == 0)) {
      out.write("T");
      if (micros < 0) {
        out.write('-');
      }
      // Long.MIN_VALUE has no positive; divided first, both parts have one.
      out.write(Long.toString(Math.abs(micros / SECOND)));
      long fraction = Math.abs(micros % SECOND);
      if (fraction != 0) {
        String digits = Long.toString(SECOND + fraction).substring(1);
        out.write("." + digits.replaceAll("0+$", ""));
      }
      out.write('S');
    }
  }

  /** Appends an interval out of its text; weeks, hours and minutes are units of it, too. */
  public static void read(byte[] data, int from, int to, IntervalColumn column) {
    int at = from;
    boolean time = false;
    long months = 0;
    long days = 0;
    long micros = 0;
    if (at == to || data[at++] != 'P' || at == to) {
      throw Refusal.notA("interval", data, from, to);
    }
    try {
      while (at < to) {
        if (data[at] == 'T' && !time && at + 1 < to) {
          time = true;
          at++;
          continue;
        }
        int start = at;
        while (at < to
            && ((data[at] >= '0' && data[at] <= '9') || data[at] == '-' || data[at] == '.')) {
          at++;
        }
        if (at == to || at == start) {
          throw Refusal.notA("interval", data, from, to);
        }
        int unit = data[at];
        if (unit == 'S' && time) {
          micros = Math.addExact(micros, seconds(data, start, at));
        } else {
          long count = Numbers.int64(data, start, at);
          if (time) {
            long factor = unit == 'H' ? 3600 : unit == 'M' ? 60 : 0;
            micros = Math.addExact(micros, Math.multiplyExact(count, factor * SECOND));
          } else if (unit == 'Y' || unit == 'M') {
            months = Math.addExact(months, Math.multiplyExact(count, unit == 'Y' ? 12 : 1));
          } else {
            days = Math.addExact(days, Math.multiplyExact(count, unit == 'W' ? 7 : 1));
          }
          if (time ? unit != 'H' && unit != 'M' : "YMWD".indexOf(unit) < 0) {
            throw Refusal.notA("interval", data, from, to);
          }
        }
        at++;
      }
      column.append(Math.toIntExact(months), Math.toIntExact(days), micros);
    } catch (ArithmeticException e) {
      throw Refusal.tooLarge("interval", data, from, to);
    }
  }

  private static long seconds(byte[] data, int from, int to) {
    return Decimals.parse(data, from, to).movePointRight(6).stripTrailingZeros().longValueExact();
  }
}
