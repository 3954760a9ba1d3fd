package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.Values;
import dpone.connector.bigquery.type.Kind;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.LongColumn;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decimals as bytes: the number under scale 9 (NUMERIC) or 38 (BIGNUMERIC), lowest byte first, in
 * as few bytes as it takes.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/supported-data-types">BigQuery: data
 *     types of the Storage Write API, the encoding of decimals</a>
 */
final class Numerics {
  private static final int NUMERIC_SCALE = 9;

  private Numerics() {}

  /** The scale under which a decimal travels. */
  static int scale(Kind kind) {
    return kind == Kind.NUMERIC ? NUMERIC_SCALE : Values.WIDEST_SCALE;
  }

  /**
   * Numbers of 128 bits.
   *
   * @param by the power of ten by which they are multiplied
   */
  static ProtoCell pairs(int by) {
    BigInteger factor = BigInteger.TEN.pow(by);
    long high = factor.shiftRight(64).longValue();
    long low = factor.longValue();
    return (column, row, out) -> {
      Int128Column pairs = (Int128Column) column;
      write(pairs.high(row), pairs.low(row), high, low, out);
      return null;
    };
  }

  /** Whole numbers of 64 bits without a sign, into NUMERIC. */
  static ProtoCell unsigned() {
    long factor = BigInteger.TEN.pow(NUMERIC_SCALE).longValue();
    return (column, row, out) -> {
      write(0, ((LongColumn) column).get(row), 0, factor, out);
      return null;
    };
  }

  /**
   * Canonical text, into BIGNUMERIC.
   *
   * @param scale most digits after the point
   */
  static ProtoCell text(int scale) {
    BigInteger factor = BigInteger.TEN.pow(Values.WIDEST_SCALE - scale);
    return (column, row, out) -> {
      String text = ((BytesColumn) column).text(row);
      @Nullable BigInteger unscaled = Values.unscaled(text, scale);
      if (unscaled == null) {
        return Values.tooWide(text, scale);
      }
      byte[] bytes = unscaled.multiply(factor).toByteArray();
      Wire.varint(bytes.length, out);
      out.ensure(bytes.length);
      for (int i = bytes.length - 1; i >= 0; i--) {
        out.octet(bytes[i]);
      }
      return null;
    };
  }

  /** The product of a number and a positive factor, of at most 256 bits, with its length. */
  private static void write(long high, long low, long factorHigh, long factorLow, Out out) {
    long sign = high >> 63;
    // The magnitude: for a number below zero every bit turned, and one added.
    long m0 = (low ^ sign) - sign;
    long m1 = (high ^ sign) + (sign != 0 && m0 == 0 ? 1 : 0);
    long r0 = m0 * factorLow;
    long r1 = Math.unsignedMultiplyHigh(m0, factorLow);
    long r2 = 0;
    long r3 = 0;
    long part = m1 * factorLow;
    r1 += part;
    r2 += Math.unsignedMultiplyHigh(m1, factorLow) + carry(r1, part);
    if (factorHigh != 0) {
      part = m0 * factorHigh;
      r1 += part;
      long more = Math.unsignedMultiplyHigh(m0, factorHigh) + carry(r1, part);
      r2 += more;
      r3 += carry(r2, more);
      part = m1 * factorHigh;
      r2 += part;
      r3 += Math.unsignedMultiplyHigh(m1, factorHigh) + carry(r2, part);
    }
    if (sign != 0) {
      r0 = -r0;
      r1 = ~r1 + (r0 == 0 ? 1 : 0);
      boolean carries = r0 == 0 && r1 == 0;
      r2 = ~r2 + (carries ? 1 : 0);
      carries = carries && r2 == 0;
      r3 = ~r3 + (carries ? 1 : 0);
    }
    int at = out.length();
    out.octet(0);
    out.fixed(r0);
    out.fixed(r1);
    out.fixed(r2);
    out.fixed(r3);
    int bytes = (bits(r0, r1, r2, r3, r3 >> 63) + 7) >> 3;
    out.truncate(at + 1 + bytes);
    out.data()[at] = (byte) bytes;
  }

  private static int carry(long sum, long part) {
    return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
  }

  /** How many bits the number takes, with its sign. */
  private static int bits(long r0, long r1, long r2, long r3, long sign) {
    if (r3 != sign) {
      return 257 - Long.numberOfLeadingZeros(r3 ^ sign);
    }
    if (r2 != sign) {
      return 193 - Long.numberOfLeadingZeros(r2 ^ sign);
    }
    return r1 != sign
        ? 129 - Long.numberOfLeadingZeros(r1 ^ sign)
        : 65 - Long.numberOfLeadingZeros(r0 ^ sign);
  }
}
