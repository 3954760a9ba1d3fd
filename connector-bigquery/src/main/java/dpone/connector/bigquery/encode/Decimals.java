package dpone.connector.bigquery.encode;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.LongColumn;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decimals as Avro has them: the unscaled number, highest byte first, in as few bytes as it takes.
 */
final class Decimals {
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
   * Canonical text, which is what wide decimals and those without precision come as.
   *
   * @param scale under which they travel
   */
  static CellWriter text(int scale) {
    return (column, row, out) -> {
      String text = ((BytesColumn) column).text(row);
      @Nullable BigInteger unscaled = Values.unscaled(text, scale);
      if (unscaled == null) {
        return Values.tooWide(text, scale);
      }
      byte[] bytes = unscaled.toByteArray();
      out.bytes(bytes, 0, bytes.length);
      return null;
    };
  }
}
