package dpone.toolkit.format.cell;

import dpone.toolkit.format.codec.FormatCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times of a pattern. Patterns of digits alone, such as {@code dd.MM.yyyy HH:mm}, are
 * read straight from bytes; any other one by the JDK, with English names. Used by one thread.
 */
final class TimePattern {
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int NONE = Integer.MIN_VALUE;

  /**
   * A part of a pattern.
   *
   * @param letter which field, or 0 for a literal
   * @param count of letters, or the literal's byte
   */
  private record Part(int letter, int count) {}

  private final String type;
  private final List<Part> parts;
  private final @Nullable DateTimeFormatter formatter;
  private final int[] fields = new int[128];
  private int offset;

  TimePattern(String pattern, String type) {
    this.type = type;
    List<Part> simple = simple(pattern);
    this.parts = simple == null ? List.of() : simple;
    this.formatter = simple == null ? formatter(pattern) : null;
  }

  static void check(String pattern) {
    if (simple(pattern) == null) {
      formatter(pattern);
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    try {
      // A year of an era needs the era; nobody writes one.
      return DateTimeFormatter.ofPattern(yearsWithoutEra(pattern), Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw FormatCode.OPTION
          .error("there is no such pattern of a time: " + pattern)
          .remedy("write it as in java.time.format.DateTimeFormatter, such as dd.MM.yyyy HH:mm")
          .build();
    }
  }

  private static String yearsWithoutEra(String pattern) {
    StringBuilder out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      out.append(c == 'y' && !quoted ? 'u' : c);
    }
    return out.toString();
  }

  private static @Nullable List<Part> simple(String pattern) {
    List<Part> parts = new ArrayList<>();
    int seen = 0;
    for (int i = 0; i < pattern.length(); ) {
      char c = pattern.charAt(i);
      int count = 1;
      while (i + count < pattern.length() && pattern.charAt(i + count) == c) {
        count++;
      }
      int field = "yMdHmsS".indexOf(c == 'u' ? 'y' : c);
      if (field >= 0) {
        int wanted = field == 0 ? 4 : field == 6 ? count : 2;
        if (count != wanted || count > 9 || (seen >> field & 1) != 0) {
          return null;
        }
        seen |= 1 << field;
        parts.add(new Part(c == 'u' ? 'y' : c, count));
      } else if (c == '\'') {
        int close = pattern.indexOf('\'', i + 1);
        if (close <= i + 1) {
          return null;
        }
        pattern.substring(i + 1, close).chars().forEach(l -> parts.add(new Part(0, l)));
        count = close + 1 - i;
      } else if (" .-/:,T_".indexOf(c) >= 0 && c != 'T') {
        for (int n = 0; n < count; n++) {
          parts.add(new Part(0, c));
        }
      } else {
        return null;
      }
      i += count;
    }
    boolean ascii = parts.stream().allMatch(p -> p.count < 128);
    // A date whole or not at all, and no minute without its hour.
    int date = seen & 7;
    int time = seen >> 3;
    boolean whole = (date == 0 || date == 7) && (time & time + 1) == 0;
    return ascii && whole && seen != 0 ? parts : null;
  }

  private void read(byte[] data, int from, int to) {
    fields['y'] = NONE;
    fields['M'] = 1;
    fields['d'] = 1;
    fields['H'] = 0;
    fields['m'] = 0;
    fields['s'] = 0;
    fields['S'] = 0;
    offset = NONE;
    if (formatter == null) {
      digits(data, from, to);
    } else {
      parse(data, from, to, formatter);
    }
  }

  private void digits(byte[] data, int from, int to) {
    int at = from;
    for (Part part : parts) {
      int size = part.letter == 0 ? 1 : part.count;
      if (at + size > to) {
        throw bad(data, from, to);
      }
      if (part.letter == 0) {
        if (data[at] != part.count) {
          throw bad(data, from, to);
        }
      } else {
        int value = 0;
        for (int i = at; i < at + size; i++) {
          int digit = data[i] - '0';
          if (digit < 0 || digit > 9) {
            throw bad(data, from, to);
          }
          value = value * 10 + digit;
        }
        fields[part.letter] = part.letter == 'S' ? value * (int) Int128.power(9 - size) : value;
      }
      at += size;
    }
    int month = fields['M'];
    int year = fields['y'];
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    if (at != to
        || month < 1
        || month > 12
        || fields['d'] < 1
        || fields['d'] > DAYS[month - 1]
        || (year != NONE && month == 2 && fields['d'] == 29 && !leap)
        || fields['H'] > 23
        || fields['m'] > 59
        || fields['s'] > 59) {
      throw bad(data, from, to);
    }
  }

  private void parse(byte[] data, int from, int to, DateTimeFormatter by) {
    try {
      TemporalAccessor read = by.parse(Refusal.text(data, from, to));
      LocalDate date = read.query(TemporalQueries.localDate());
      LocalTime time = read.query(TemporalQueries.localTime());
      if (date != null) {
        fields['y'] = date.getYear();
        fields['M'] = date.getMonthValue();
        fields['d'] = date.getDayOfMonth();
      } else if (time == null) {
        throw bad(data, from, to);
      }
      if (time != null) {
        fields['H'] = time.getHour();
        fields['m'] = time.getMinute();
        fields['s'] = time.getSecond();
        fields['S'] = time.getNano();
      }
      if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
        offset = read.get(ChronoField.OFFSET_SECONDS);
      } else if (read.isSupported(ChronoField.INSTANT_SECONDS) && date != null && time != null) {
        long local = date.toEpochDay() * 86_400 + time.toSecondOfDay();
        offset = (int) (local - read.getLong(ChronoField.INSTANT_SECONDS));
      }
    } catch (DateTimeException e) {
      throw bad(data, from, to);
    }
  }

  private RuntimeException bad(byte[] data, int from, int to) {
    return Refusal.notA(type, data, from, to);
  }

  /** Days since 1970-01-01; a time of day other than midnight is refused. */
  int date(byte[] data, int from, int to) {
    read(data, from, to);
    if (fields['y'] == NONE) {
      throw bad(data, from, to);
    }
    if (second() != 0 || fields['S'] != 0) {
      throw Refusal.tooLarge(type, data, from, to);
    }
    return (int) days();
  }

  /** Units since midnight. */
  long time(byte[] data, int from, int to, int precision) {
    read(data, from, to);
    if (fields['y'] != NONE) {
      throw Refusal.tooLarge(type, data, from, to);
    }
    return units(second(), precision, data, from, to);
  }

  /** Units since 1970-01-01, by the clock of the text. */
  long timestamp(byte[] data, int from, int to, int precision) {
    read(data, from, to);
    if (fields['y'] == NONE) {
      throw bad(data, from, to);
    }
    return units(days() * 86_400 + second(), precision, data, from, to);
  }

  /** Whether the text that was read last says how far its clock is from UTC. */
  boolean hasOffset() {
    return offset != NONE;
  }

  /** Seconds by which its clock is ahead of UTC. */
  int offset() {
    return offset;
  }

  private long days() {
    return IsoDate.days(fields['y'], fields['M'], fields['d']);
  }

  private int second() {
    return fields['H'] * 3600 + fields['m'] * 60 + fields['s'];
  }

  private long units(long seconds, int precision, byte[] data, int from, int to) {
    int digits = Units.digits(precision);
    int fraction = fields['S'];
    long step = Int128.power(9 - Math.min(9, precision));
    if (fraction % step != 0) {
      throw Refusal.tooLarge(type, data, from, to);
    }
    try {
      long unit = Int128.power(digits);
      long part = digits <= 9 ? fraction / Int128.power(9 - digits) : fraction;
      return Math.addExact(Math.multiplyExact(seconds, unit), part);
    } catch (ArithmeticException e) {
      throw Refusal.tooLarge(type, data, from, to);
    }
  }
}
