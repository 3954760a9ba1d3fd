package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.error.DponeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The numeric type on the wire: groups of four decimal digits, the weight of the first group as a
 * power of 10000, a sign, and the digits shown after the point.
 */
final class Numerics {
  static final int POSITIVE = 0x0000;
  static final int NEGATIVE = 0x4000;
  static final int NAN = 0xC000;
  static final int INFINITY = 0xD000;
  static final int MINUS_INFINITY = 0xF000;

  private static final int LONGEST_SHOWN = 80;

  private static final int[] POWERS = {1, 10, 100, 1000, 10_000};

  private Numerics() {}

  /** Decodes into an unscaled 128-bit integer at a fixed scale. */
  static void toInt128(byte[] data, int at, int length, int scale, Int128Column column) {
    int groups = groups(data, at, length);
    int weight = Wire.int16(data, at + 2);
    int sign = Wire.int16(data, at + 4) & 0xFFFF;
    if (sign != POSITIVE && sign != NEGATIVE) {
      throw outOfRange(toText(data, at, length), scale);
    }
    int wholeFractionGroups = scale / 4;
    int rest = scale % 4;
    // Groups after the point that are there in part, because the scale ends inside of them.
    int last = -wholeFractionGroups - (rest > 0 ? 1 : 0);
    for (int i = Math.max(0, weight - last + 1); i < groups; i++) {
      if (Wire.int16(data, at + 8 + 2 * i) != 0) {
        throw outOfRange(toText(data, at, length), scale);
      }
    }
    if (groups == 0 || weight < last) {
      column.append(0);
      return;
    }
    if (weight - last < 4) {
      long value = 0;
      for (int power = weight; power >= last; power--) {
        int i = weight - power;
        int group = i < groups ? Wire.int16(data, at + 8 + 2 * i) : 0;
        if (power == last && rest > 0) {
          int cut = POWERS[4 - rest];
          if (group % cut != 0) {
            throw outOfRange(toText(data, at, length), scale);
          }
          value = value * POWERS[rest] + group / cut;
        } else {
          value = value * 10_000 + group;
        }
      }
      column.append(sign == NEGATIVE ? -value : value);
      return;
    }
    wide(data, at, length, scale, column);
  }

  private static void wide(byte[] data, int at, int length, int scale, Int128Column column) {
    int groups = groups(data, at, length);
    int weight = Wire.int16(data, at + 2);
    int rest = scale % 4;
    int last = -(scale / 4) - (rest > 0 ? 1 : 0);
    long high = 0;
    long low = 0;
    for (int power = weight; power >= last; power--) {
      int i = weight - power;
      int group = i < groups ? Wire.int16(data, at + 8 + 2 * i) : 0;
      int factor = 10_000;
      if (power == last && rest > 0) {
        int cut = POWERS[4 - rest];
        if (group % cut != 0) {
          throw outOfRange(toText(data, at, length), scale);
        }
        factor = POWERS[rest];
        group /= cut;
      }
      long carry = Math.unsignedMultiplyHigh(low, factor);
      if (high > (Long.MAX_VALUE - carry - 1) / factor) {
        throw outOfRange(toText(data, at, length), scale);
      }
      high = high * factor + carry;
      low = low * factor;
      long sum = low + group;
      if (Long.compareUnsigned(sum, low) < 0) {
        high++;
      }
      low = sum;
    }
    if ((Wire.int16(data, at + 4) & 0xFFFF) == NEGATIVE) {
      low = -low;
      high = low == 0 ? -high : ~high;
    }
    column.append(high, low);
  }

  /** Decodes into decimal text with the digits after the point that the value shows. */
  static void toText(byte[] data, int at, int length, BytesColumn column) {
    byte[] text = toText(data, at, length).getBytes(StandardCharsets.ISO_8859_1);
    column.append(text, 0, text.length);
  }

  static String toText(byte[] data, int at, int length) {
    int groups = groups(data, at, length);
    int weight = Wire.int16(data, at + 2);
    int sign = Wire.int16(data, at + 4) & 0xFFFF;
    int shown = Wire.int16(data, at + 6) & 0x3FFF;
    return switch (sign) {
      case NAN -> "NaN";
      case INFINITY -> "Infinity";
      case MINUS_INFINITY -> "-Infinity";
      case POSITIVE, NEGATIVE -> digits(data, at, groups, weight, sign == NEGATIVE, shown);
      default -> throw malformed();
    };
  }

  private static String digits(
      byte[] data, int at, int groups, int weight, boolean negative, int shown) {
    StringBuilder text = new StringBuilder();
    if (negative) {
      text.append('-');
    }
    if (weight < 0) {
      text.append('0');
    }
    for (int power = weight; power >= 0; power--) {
      int group = group(data, at, groups, weight - power);
      if (power == weight) {
        text.append(group);
      } else {
        padded(text, group);
      }
    }
    if (shown > 0) {
      text.append('.');
      int pointAt = text.length();
      for (int power = -1; text.length() - pointAt < shown; power--) {
        padded(text, power > weight ? 0 : group(data, at, groups, weight - power));
      }
      text.setLength(pointAt + shown);
    }
    return text.toString();
  }

  private static int group(byte[] data, int at, int groups, int index) {
    return index < groups ? Wire.int16(data, at + 8 + 2 * index) : 0;
  }

  private static void padded(StringBuilder text, int group) {
    text.append((char) ('0' + group / 1000))
        .append((char) ('0' + group / 100 % 10))
        .append((char) ('0' + group / 10 % 10))
        .append((char) ('0' + group % 10));
  }

  private static int groups(byte[] data, int at, int length) {
    if (length < 8 || (Wire.int16(data, at) & 0xFFFF) * 2 != length - 8) {
      throw malformed();
    }
    int groups = Wire.int16(data, at) & 0xFFFF;
    for (int i = 0; i < groups; i++) {
      int group = Wire.int16(data, at + 8 + 2 * i);
      if (group < 0 || group > 9999) {
        throw malformed();
      }
    }
    return groups;
  }

  private static DponeException malformed() {
    return PgCode.COPY_MALFORMED.error("a numeric that is not one").build();
  }

  private static DponeException outOfRange(String value, int scale) {
    return PgCode.VALUE_OUT_OF_RANGE
        .error("the numeric " + shown(value) + " does not fit a decimal of scale " + scale)
        .build();
  }

  /** Encodes an unscaled 128-bit integer at a fixed scale. */
  static void fromInt128(long high, long low, int scale, CellBuffer out) {
    boolean negative = high < 0;
    if (high == low >> 63 && low != Long.MIN_VALUE) {
      fromLong(negative, Math.abs(low), scale, out);
      return;
    }
    BigInteger magnitude =
        BigInteger.valueOf(high)
            .shiftLeft(64)
            .add(new BigInteger(Long.toUnsignedString(low)))
            .abs();
    String digits = magnitude.toString();
    String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
    int point = padded.length() - scale;
    fromDigits(negative, padded.substring(0, point), padded.substring(point), out);
  }

  private static void fromLong(boolean negative, long magnitude, int scale, CellBuffer out) {
    if (magnitude == 0) {
      numberHead(out, 0, 0, POSITIVE, scale);
      return;
    }
    short[] groups = out.groups();
    int count = 0;
    int rest = scale % 4;
    int lastPower = -(scale / 4) - (rest > 0 ? 1 : 0);
    long value = magnitude;
    if (rest > 0) {
      groups[count++] = (short) (value % POWERS[rest] * POWERS[4 - rest]);
      value /= POWERS[rest];
    }
    while (value > 0) {
      groups[count++] = (short) (value % 10_000);
      value /= 10_000;
    }
    int weight = lastPower + count - 1;
    while (groups[count - 1] == 0) {
      count--;
      weight--;
    }
    int skip = 0;
    while (groups[skip] == 0) {
      skip++;
    }
    numberHead(out, count - skip, weight, negative ? NEGATIVE : POSITIVE, scale);
    for (int i = count - 1; i >= skip; i--) {
      out.int16(groups[i]);
    }
  }

  /**
   * Encodes decimal text: a sign, digits, a point, an exponent, or the name of what is no number.
   */
  static void fromText(byte[] data, int start, int end, CellBuffer out) {
    String text = new String(data, start, end - start, StandardCharsets.ISO_8859_1);
    switch (text) {
      case "NaN" -> numberHead(out, 0, 0, NAN, 0);
      case "Infinity" -> numberHead(out, 0, 0, INFINITY, 0);
      case "-Infinity" -> numberHead(out, 0, 0, MINUS_INFINITY, 0);
      default -> fromNumber(text, out);
    }
  }

  private static void fromNumber(String text, CellBuffer out) {
    boolean negative = text.startsWith("-");
    int from = negative || text.startsWith("+") ? 1 : 0;
    if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      fromNumber(parse(text).toPlainString(), out);
      return;
    }
    int point = text.indexOf('.');
    String whole = text.substring(from, point < 0 ? text.length() : point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    if ((whole.isEmpty() && fraction.isEmpty()) || !isDigits(whole) || !isDigits(fraction)) {
      throw notANumber(text);
    }
    fromDigits(negative, whole, fraction, out);
  }

  private static BigDecimal parse(String text) {
    try {
      BigDecimal parsed = new BigDecimal(text);
      if (Math.abs((long) parsed.scale()) + parsed.precision() > 150_000) {
        throw notANumber(text);
      }
      return parsed;
    } catch (NumberFormatException malformed) {
      throw notANumber(text);
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static DponeException notANumber(String text) {
    return PgCode.VALUE_OUT_OF_RANGE.error("'" + shown(text) + "' is not a decimal number").build();
  }

  /** Enough of a value to find it by; it may have a hundred thousand digits. */
  private static String shown(String value) {
    return value.length() <= LONGEST_SHOWN
        ? value
        : value.substring(0, LONGEST_SHOWN) + "... (" + value.length() + " characters)";
  }

  private static void fromDigits(boolean negative, String whole, String fraction, CellBuffer out) {
    if (whole.length() > 131_072 || fraction.length() > 16_383) {
      throw PgCode.VALUE_OUT_OF_RANGE
          .error(
              "a number of "
                  + whole.length()
                  + " digits before and "
                  + fraction.length()
                  + " after the point is beyond numeric")
          .build();
    }
    String left = "0".repeat((4 - whole.length() % 4) % 4) + whole;
    String digits = left + fraction + "0".repeat((4 - fraction.length() % 4) % 4);
    int first = 0;
    int last = digits.length() / 4;
    while (first < last && groupOf(digits, first) == 0) {
      first++;
    }
    while (last > first && groupOf(digits, last - 1) == 0) {
      last--;
    }
    boolean zero = first == last;
    numberHead(
        out,
        last - first,
        zero ? 0 : left.length() / 4 - 1 - first,
        negative && !zero ? NEGATIVE : POSITIVE,
        fraction.length());
    for (int i = first; i < last; i++) {
      out.int16(groupOf(digits, i));
    }
  }

  private static int groupOf(String digits, int index) {
    return Integer.parseInt(digits, index * 4, index * 4 + 4, 10);
  }

  private static void numberHead(CellBuffer out, int groups, int weight, int sign, int shown) {
    out.int32(8 + 2 * groups);
    out.int16(groups);
    out.int16(weight);
    out.int16(sign);
    out.int16(shown);
  }
}
