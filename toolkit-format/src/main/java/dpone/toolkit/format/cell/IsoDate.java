package dpone.toolkit.format.cell;

import dpone.toolkit.format.codec.ByteOutput;

/** Days of the proleptic Gregorian calendar, and ISO 8601 text of dates, times and timestamps. */
public final class IsoDate {
  private static final long ERA_YEARS = 400;
  private static final long ERA_DAYS = 146_097;
  private static final long EPOCH = 719_468;

  private IsoDate() {}

  /** Days since 1970-01-01. The year begins in March here, so that the leap day is its last. */
  public static long days(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, ERA_YEARS);
    long yearOfEra = y - era * ERA_YEARS;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * ERA_DAYS + dayOfEra - EPOCH;
  }

  /** Appends a date; a year of other than four digits has a sign. */
  public static void date(long days, ByteOutput out) {
    long shifted = days + EPOCH;
    long era = Math.floorDiv(shifted, ERA_DAYS);
    long dayOfEra = shifted - era * ERA_DAYS;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    int day = (int) (dayOfYear - (153 * shiftedMonth + 2) / 5 + 1);
    int month = (int) (shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
    long year = yearOfEra + era * ERA_YEARS + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999) {
      out.write(year < 0 ? '-' : '+');
    }
    digits(Math.abs(year), Math.max(4, length(Math.abs(year))), out);
    out.write('-');
    digits(month, 2, out);
    out.write('-');
    digits(day, 2, out);
  }

  /** Appends a time of day. */
  public static void time(long units, int precision, ByteOutput out) {
    long unit = Int128.power(Units.digits(precision));
    long seconds = units / unit;
    digits(seconds / 3600, 2, out);
    out.write(':');
    digits(seconds / 60 % 60, 2, out);
    out.write(':');
    digits(seconds % 60, 2, out);
    long fraction = units % unit;
    int shown = Units.digits(precision);
    while (shown > 0 && fraction % 10 == 0) {
      fraction /= 10;
      shown--;
    }
    if (shown > 0) {
      out.write('.');
      digits(fraction, shown, out);
    }
  }

  /** Appends a timestamp, with {@code Z} when it is an instant. */
  public static void timestamp(long units, int precision, boolean zoned, ByteOutput out) {
    if (units == Units.INFINITY || units == Units.MINUS_INFINITY) {
      out.write(units > 0 ? "infinity" : "-infinity");
      return;
    }
    long day = 86_400 * Int128.power(Units.digits(precision));
    date(Math.floorDiv(units, day), out);
    out.write('T');
    time(Math.floorMod(units, day), precision, out);
    if (zoned) {
      out.write('Z');
    }
  }

  private static int length(long value) {
    int length = 1;
    while (length < 18 && value >= Int128.power(length)) {
      length++;
    }
    return length;
  }

  private static void digits(long value, int count, ByteOutput out) {
    for (int i = count - 1; i >= 0; i--) {
      out.write('0' + (int) (value / Int128.power(i) % 10));
    }
  }
}
