package dpone.connector.bigquery.encode;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.LongColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decimals as Avro has them: the unscaled number, highest byte first, in as few bytes as it takes.
 */
final class Decimals {
  /** The scale under which decimals without precision travel: all that BIGNUMERIC has. */
  static final int WIDEST_SCALE = 38;

  private static final int WIDEST_WHOLE = 38;

  private Decimals() {}

  static CellWriter pairs() {
    return (column, row, out) -> {
      Int128Column pairs = (Int128Column) column;
      write(pairs.high(row), pairs.low(row), out);
      return null;
    };
  }

  static CellWriter unsigned() {
    return (column, row, out) -> {
      write(0, ((LongColumn) column).get(row), out);
      return null;
    };
  }

  private static void write(long high, long low, Out out) {
    int bits =
        high == low >> 63
            ? 65 - Long.numberOfLeadingZeros(low ^ (low >> 63))
            : 129 - Long.numberOfLeadingZeros(high ^ (high >> 63));
    int bytes = (bits + 7) >> 3;
    out.number(bytes);
    out.ensure(bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.octet((int) (i >= 8 ? high >> ((i - 8) << 3) : low >> (i << 3)));
    }
  }

  /**
   * Canonical text, which is what wide decimals and those without precision come as. There is no
   * arithmetic of 256 bits but {@link BigInteger}'s: these cells, and no others, make objects.
   *
   * @param scale under which they travel
   */
  static CellWriter text(int scale) {
    return (column, row, out) -> {
      String text = ((BytesColumn) column).text(row);
      BigInteger unscaled = unscaled(text, scale);
      if (unscaled == null) {
        return text
            + " has more than "
            + WIDEST_WHOLE
            + " digits before or "
            + scale
            + " after the point, or is no number";
      }
      byte[] bytes = unscaled.toByteArray();
      out.bytes(bytes, 0, bytes.length);
      return null;
    };
  }

  private static @Nullable BigInteger unscaled(String text, int scale) {
    if (text.startsWith("N") || text.endsWith("y")) {
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (bare.scale() > scale || bare.precision() - bare.scale() > WIDEST_WHOLE) {
      return null;
    }
    return bare.setScale(scale).unscaledValue();
  }
}
