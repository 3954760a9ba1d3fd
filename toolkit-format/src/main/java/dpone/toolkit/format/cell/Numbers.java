package dpone.toolkit.format.cell;

import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Whole and floating-point numbers out of text. */
public final class Numbers {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final DataType.Decimal UINT64 = new DataType.Decimal(20, 0);
  private static final DataType.Decimal INT64 = new DataType.Decimal(19, 0);

  private Numbers() {}

  /** A whole number of 64 bits; {@code 1.0} and {@code 1e3} are whole, too. */
  public static long int64(byte[] data, int from, int to) {
    int at = from;
    boolean negative = at < to && data[at] == '-';
    if (negative) {
      at++;
    }
    if (at == to || to - at > 18) {
      return slow(data, from, to);
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        return slow(data, from, to);
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private static long slow(byte[] data, int from, int to) {
    BigInteger value = whole(data, from, to, INT64, "int64");
    if (value.bitLength() > 63) {
      throw Refusal.tooLarge("int64", data, from, to);
    }
    return value.longValue();
  }

  /** A whole number of at most 32 bits. */
  public static int int32(byte[] data, int from, int to, int bits) {
    long value = int64(data, from, to);
    return narrow(value, bits);
  }

  /** A number that must fit that many bits, with its sign. */
  public static int narrow(long value, int bits) {
    long bound = 1L << (bits - 1);
    if (value < -bound || value >= bound) {
      throw Refusal.tooLarge("int" + bits, Long.toString(value));
    }
    return (int) value;
  }

  /** A whole number without sign, as the same 64 bits. */
  public static long uint64(byte[] data, int from, int to) {
    if (to - from <= 18 && to > from && data[from] != '-') {
      return int64(data, from, to);
    }
    BigInteger value = whole(data, from, to, UINT64, "uint64");
    if (value.signum() < 0 || value.bitLength() > 64) {
      throw Refusal.tooLarge("uint64", data, from, to);
    }
    return value.longValue();
  }

  private static BigInteger whole(
      byte[] data, int from, int to, DataType.Decimal type, String name) {
    BigDecimal value = Decimals.parse(data, from, to).stripTrailingZeros();
    if (value.scale() > 0 || (long) value.precision() - value.scale() > type.precision()) {
      throw Refusal.tooLarge(name, data, from, to);
    }
    return value.toBigIntegerExact();
  }

  /** The nearest number of 64 bits, or of 32; refuses a finite text that is no finite number. */
  public static double floating(byte[] data, int from, int to, int bits) {
    int at = from;
    boolean negative = at < to && data[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int fraction = -1;
    for (; at < to; at++) {
      int c = data[at];
      if (c >= '0' && c <= '9' && digits < 15) {
        value = value * 10 + (c - '0');
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (c == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return parse(data, from, to, bits);
      }
    }
    // One rounding only: both operands are exact.
    if (digits == 0 || fraction > 22 || bits == 32) {
      return parse(data, from, to, bits);
    }
    double result = fraction > 0 ? value / POWERS[fraction] : value;
    return negative ? -result : result;
  }

  private static double parse(byte[] data, int from, int to, int bits) {
    String text = Refusal.text(data, from, to);
    double special =
        switch (text) {
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> 0;
        };
    if (special != 0 || text.equals("NaN")) {
      return special != 0 ? special : Double.NaN;
    }
    if (to - from > 400 || to == from) {
      throw Refusal.notA("float" + bits, data, from, to);
    }
    for (int i = from; i < to; i++) {
      int c = data[i];
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        throw Refusal.notA("float" + bits, data, from, to);
      }
    }
    try {
      String ascii = new String(data, from, to - from, StandardCharsets.US_ASCII);
      double value = bits == 32 ? Float.parseFloat(ascii) : Double.parseDouble(ascii);
      if (Double.isInfinite(value)) {
        throw Refusal.tooLarge("float" + bits, data, from, to);
      }
      return value;
    } catch (NumberFormatException e) {
      throw Refusal.notA("float" + bits, data, from, to);
    }
  }
}
