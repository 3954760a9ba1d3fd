package dpone.toolkit.format.cell;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Decimals out of text and of two's complement, never through a floating-point number. */
public final class Decimals {
  /** Characters of a number that are looked at; a longer one fits no column. */
  private static final int LONGEST = 20_000;

  private Decimals() {}

  /** Appends a decimal text, such as {@code -12.50} or {@code 1e3}, at the type's scale. */
  public static void append(
      byte[] data, int from, int to, DataType.Decimal type, Int128Column column) {
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
      if (c >= '0' && c <= '9' && digits < 18) {
        value = value * 10 + (c - '0');
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (c == '.' && fraction < 0) {
        fraction = 0;
      } else {
        slow(data, from, to, type, column);
        return;
      }
    }
    int missing = type.scale() - Math.max(0, fraction);
    if (digits == 0 || missing < 0 || missing + digits > 18) {
      slow(data, from, to, type, column);
      return;
    }
    value *= Int128.power(missing);
    if (!Int128.fits(0, value, type.precision())) {
      throw Refusal.tooLarge(type.text(), data, from, to);
    }
    column.append(negative ? -value : value);
  }

  private static void slow(
      byte[] data, int from, int to, DataType.Decimal type, Int128Column column) {
    BigInteger unscaled = unscaled(parse(data, from, to), type);
    column.append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
  }

  /**
   * A decimal out of text.
   *
   * @throws dpone.toolkit.format.codec.PoisonException when it is none, or is absurdly long
   */
  public static BigDecimal parse(byte[] data, int from, int to) {
    if (to - from > LONGEST) {
      throw Refusal.tooLarge("decimal", data, from, to);
    }
    for (int i = from; i < to; i++) {
      if (data[i] < 0) {
        throw Refusal.notA("number", data, from, to);
      }
    }
    try {
      return new BigDecimal(new String(data, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException | ArithmeticException e) {
      throw Refusal.notA("number", data, from, to);
    }
  }

  /** The digits of a decimal at a type's scale; refuses what would be rounded or cut. */
  public static BigInteger unscaled(BigDecimal value, DataType.Decimal type) {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    BigDecimal least = value.stripTrailingZeros();
    // By the counts alone: 1e999999999 must not be written out to find that it is too large.
    if (least.scale() > type.scale()
        || (long) least.precision() - least.scale() > type.precision() - type.scale()) {
      throw Refusal.tooLarge(type.text(), value.toString());
    }
    return least.setScale(type.scale()).unscaledValue();
  }

  /** Appends a decimal of more than 38 digits, as canonical text of its scale. */
  public static void appendWide(BigDecimal value, DataType.Decimal type, BytesColumn column) {
    column.append(new BigDecimal(unscaled(value, type), type.scale()).toPlainString());
  }

  /** Appends a decimal of any size as canonical text. */
  public static void appendAny(BigDecimal value, BytesColumn column) {
    if (Math.abs((long) value.scale()) > LONGEST) {
      throw Refusal.tooLarge("decimal", value.toString());
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    column.append(plain.toPlainString());
  }

  /** Appends a big-endian two's complement number of a scale to a column of that type. */
  public static void appendBinary(
      byte[] data, int from, int length, int scale, DataType type, dpone.spi.batch.Column column) {
    if (type instanceof DataType.Decimal decimal
        && decimal.precision() <= 38
        && decimal.scale() == scale
        && length <= 16) {
      long high = length > 0 && data[from] < 0 ? -1 : 0;
      long low = high;
      for (int i = from; i < from + length; i++) {
        high = (high << 8) | (low >>> 56);
        low = low << 8 | (data[i] & 0xFF);
      }
      if (!Int128.fits(high, low, decimal.precision())) {
        throw Refusal.tooLarge(
            type.text(), new BigDecimal(Int128.big(high, low), scale).toString());
      }
      ((Int128Column) column).append(high, low);
      return;
    }
    if (length > LONGEST / 2) {
      throw Refusal.tooLarge(type.text(), length + " bytes");
    }
    BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(data, from, length);
    append(new BigDecimal(value, scale), type, column);
  }

  /** Appends a decimal to a column of a decimal type. */
  public static void append(BigDecimal value, DataType type, dpone.spi.batch.Column column) {
    if (type instanceof DataType.Decimal decimal && decimal.precision() <= 38) {
      BigInteger unscaled = unscaled(value, decimal);
      ((Int128Column) column).append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
    } else if (type instanceof DataType.Decimal decimal) {
      appendWide(value, decimal, (BytesColumn) column);
    } else {
      appendAny(value, (BytesColumn) column);
    }
  }
}
