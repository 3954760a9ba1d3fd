package dpone.connector.clickhouse.codec;

import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import org.jspecify.annotations.Nullable;

/**
 * Floating point numbers.
 *
 * <p>A NaN keeps being one; which of its bit patterns it has is not kept by any batch.
 */
final class Floats extends CellEncoder {
  private final boolean single;
  private final boolean checked;

  /**
   * An encoder.
   *
   * @param single whether the server's type has 32 bits
   * @param sourceBits width of what arrives
   */
  Floats(boolean single, int sourceBits) {
    this.single = single;
    this.checked = single && sourceBits > 32;
  }

  @Override
  boolean objects() {
    return checked;
  }

  @Override
  @Nullable String objection(Column column, int row) {
    double value = ((DoubleColumn) column).get(row);
    return !checked || Double.isNaN(value) || (double) (float) value == value
        ? null
        : value + " has more digits than 32 bits hold";
  }

  @Override
  void write(Column column, Rows rows, Out out) {
    double[] values = ((DoubleColumn) column).array();
    if (single) {
      out.cells(
          rows.count(),
          4,
          (from, to, into, at) -> {
            for (int i = from, next = at; i < to; i++, next += 4) {
              LittleEndian.int32(into, next, Float.floatToRawIntBits((float) values[rows.at(i)]));
            }
          });
    } else if (rows.together()) {
      out.doubles(values, rows.first(), rows.count());
    } else {
      out.cells(
          rows.count(),
          8,
          (from, to, into, at) -> {
            for (int i = from, next = at; i < to; i++, next += 8) {
              LittleEndian.int64(into, next, Double.doubleToRawLongBits(values[rows.at(i)]));
            }
          });
    }
  }
}
