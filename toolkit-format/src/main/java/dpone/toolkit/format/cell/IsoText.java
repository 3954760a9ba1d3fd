package dpone.toolkit.format.cell;

import java.nio.charset.StandardCharsets;

/** Dates, times and timestamps out of text by ISO 8601, straight from bytes. */
public final class IsoText {
  private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MINUS_INFINITY = "-infinity".getBytes(StandardCharsets.US_ASCII);
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final String type;
  private byte[] data = {};
  private int start;
  private int at;
  private int end;

  /** A reader for one thread; the type is for messages. */
  public IsoText(String type) {
    this.type = type;
  }

  /** Days since 1970-01-01; the ends of the range for infinity. */
  public int date(byte[] source, int from, int to) {
    open(source, from, to);
    int infinite = infinite();
    if (infinite != 0) {
      return infinite > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    }
    long days = days();
    finish();
    if (days <= Integer.MIN_VALUE || days >= Integer.MAX_VALUE) {
      throw Refusal.tooLarge(type, data, start, end);
    }
    return (int) days;
  }

  /** Units since midnight. */
  public long time(byte[] source, int from, int to, int precision) {
    open(source, from, to);
    long time = timeOfDay(precision);
    finish();
    return time;
  }

  /** Units since 1970-01-01, of a text without zone. */
  public long timestamp(byte[] source, int from, int to, int precision) {
    return instant(source, from, to, precision, false);
  }

  /** Units since 1970-01-01 in UTC, of a text with zone. */
  public long timestampTz(byte[] source, int from, int to, int precision) {
    return instant(source, from, to, precision, true);
  }

  private long instant(byte[] source, int from, int to, int precision, boolean zoned) {
    open(source, from, to);
    int infinite = infinite();
    if (infinite != 0) {
      return infinite > 0 ? Units.INFINITY : Units.MINUS_INFINITY;
    }
    long unit = Int128.power(Units.digits(precision));
    long days = days();
    if (at == end || (data[at] != 'T' && data[at] != 't' && data[at] != ' ')) {
      throw bad();
    }
    at++;
    long time = timeOfDay(precision);
    long offset = zoned ? offset() : 0;
    finish();
    // Near the end of the range the days alone overflow where the sum with the time does not.
    long seconds = days * 86_400 - offset;
    boolean borrow = seconds < 0 && time > 0;
    long base = borrow ? seconds + 86_400 * 2 : seconds;
    long rest = borrow ? time - 86_400 * 2 * unit : time;
    long product = base * unit;
    long sum = product + rest;
    if (Math.multiplyHigh(base, unit) != product >> 63
        || ((product ^ sum) & (rest ^ sum)) < 0
        || sum == Units.INFINITY
        || sum == Units.MINUS_INFINITY) {
      throw Refusal.tooLarge(type, data, start, end);
    }
    return sum;
  }

  private void open(byte[] source, int from, int to) {
    data = source;
    start = from;
    at = from;
    end = to;
  }

  private int infinite() {
    if (at < end && data[at] == 'i' && equal(INFINITY)) {
      return 1;
    }
    return at + 1 < end && data[at + 1] == 'i' && equal(MINUS_INFINITY) ? -1 : 0;
  }

  private boolean equal(byte[] word) {
    return java.util.Arrays.equals(data, at, end, word, 0, word.length);
  }

  private long days() {
    boolean signed = at < end && (data[at] == '-' || data[at] == '+');
    boolean negative = signed && data[at] == '-';
    if (signed) {
      at++;
    }
    int from = at;
    long year = 0;
    while (at < end && data[at] >= '0' && data[at] <= '9' && at - from < 9) {
      year = year * 10 + (data[at++] - '0');
    }
    if (at - from < 4 || (!signed && at - from > 4)) {
      throw bad();
    }
    year = negative ? -year : year;
    expect('-');
    int month = two(1, 12);
    expect('-');
    int day = two(1, 31);
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > DAYS[month - 1] || (month == 2 && day == 29 && !leap)) {
      throw bad();
    }
    return IsoDate.days(year, month, day);
  }

  private long timeOfDay(int precision) {
    int hour = two(0, 24);
    expect(':');
    int minute = two(0, 59);
    int second = 0;
    long fraction = 0;
    int digits = Units.digits(precision);
    if (at < end && data[at] == ':') {
      at++;
      second = two(0, 59);
      if (at < end && (data[at] == '.' || data[at] == ',')) {
        at++;
        fraction = fraction(precision, digits);
      }
    }
    long seconds = hour * 3600L + minute * 60L + second;
    long unit = Int128.power(digits);
    if (hour == 24 && (seconds != 86_400 || fraction != 0)) {
      throw bad();
    }
    return seconds * unit + fraction;
  }

  private long fraction(int precision, int digits) {
    int from = at;
    long fraction = 0;
    while (at < end && data[at] >= '0' && data[at] <= '9') {
      int place = at - from;
      if (place < precision) {
        fraction = fraction * 10 + (data[at] - '0');
      } else if (data[at] != '0') {
        throw Refusal.tooLarge(type, data, start, end);
      }
      at++;
    }
    if (at == from) {
      throw bad();
    }
    return fraction * Int128.power(digits - Math.min(precision, at - from));
  }

  private int offset() {
    if (at == end) {
      throw new dpone.toolkit.format.codec.PoisonException(
          dpone.toolkit.format.codec.FormatCode.VALUE_WRONG_TYPE,
          Refusal.text(data, start, end),
          "the timestamp has no zone, and nobody can tell which instant it is");
    }
    int sign = data[at++];
    if (sign == 'Z' || sign == 'z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw bad();
    }
    int seconds = two(0, 23) * 3600;
    if (at < end) {
      if (data[at] == ':') {
        at++;
      }
      seconds += two(0, 59) * 60;
    }
    return sign == '-' ? -seconds : seconds;
  }

  private int two(int low, int high) {
    if (at + 2 > end) {
      throw bad();
    }
    int tens = data[at] - '0';
    int ones = data[at + 1] - '0';
    int value = tens * 10 + ones;
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || value < low || value > high) {
      throw bad();
    }
    at += 2;
    return value;
  }

  private void expect(char wanted) {
    if (at == end || data[at] != wanted) {
      throw bad();
    }
    at++;
  }

  private void finish() {
    if (at != end) {
      throw bad();
    }
  }

  private RuntimeException bad() {
    return Refusal.notA(type, data, start, end);
  }
}
