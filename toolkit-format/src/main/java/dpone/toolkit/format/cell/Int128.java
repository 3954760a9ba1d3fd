package dpone.toolkit.format.cell;

import dpone.toolkit.format.codec.ByteOutput;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Arithmetic on 128-bit numbers held as two {@code long}. */
public final class Int128 {
  private static final long[] POWERS = new long[19];
  private static final BigInteger[] LARGE = new BigInteger[39];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
    for (int i = 0; i < LARGE.length; i++) {
      LARGE[i] = BigInteger.TEN.pow(i);
    }
  }

  private Int128() {}

  /** Ten to a power from 0 to 18. */
  public static long power(int exponent) {
    return POWERS[exponent];
  }

  /** As a {@link BigInteger}. */
  public static BigInteger big(long high, long low) {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return new BigInteger(bytes);
  }

  /** Whether the number has at most that many decimal digits. */
  public static boolean fits(long high, long low, int digits) {
    if (high == low >> 63 && digits >= 19) {
      return true;
    }
    if (high == low >> 63) {
      long bound = POWERS[digits];
      return low > -bound && low < bound;
    }
    return digits > 18 && big(high, low).abs().compareTo(LARGE[digits]) < 0;
  }

  /** Appends an unscaled number as plain decimal text. */
  public static void write(long high, long low, int scale, ByteOutput out) {
    if (high == low >> 63 && low != Long.MIN_VALUE) {
      writeSmall(low, scale, out);
      return;
    }
    BigInteger value = big(high, low);
    if (value.signum() < 0) {
      out.write('-');
    }
    byte[] digits = value.abs().toString().getBytes(StandardCharsets.US_ASCII);
    int whole = digits.length - scale;
    if (whole <= 0) {
      out.write('0');
    } else {
      out.write(digits, 0, whole);
    }
    if (scale > 0) {
      out.write('.');
      for (int i = whole; i < 0; i++) {
        out.write('0');
      }
      int from = Math.max(0, whole);
      out.write(digits, from, digits.length - from);
    }
  }

  private static void writeSmall(long value, int scale, ByteOutput out) {
    if (value < 0) {
      out.write('-');
    }
    long rest = Math.abs(value);
    int digits = 1;
    while (digits < 19 && rest >= POWERS[digits]) {
      digits++;
    }
    int shown = Math.max(digits, scale + 1);
    int at = out.length();
    int length = shown + (scale > 0 ? 1 : 0);
    out.insert(at, length);
    for (int i = at + length - 1, place = 0; i >= at; i--) {
      if (scale > 0 && place == scale && i == at + length - 1 - scale) {
        out.set(i, '.');
        continue;
      }
      out.set(i, '0' + (int) (rest % 10));
      rest /= 10;
      place++;
    }
  }
}
