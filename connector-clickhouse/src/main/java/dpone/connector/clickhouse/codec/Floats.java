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
    DoubleColumn doubles = (DoubleColumn) column;
    if (single) {
      for (int i = 0; i < rows.count(); i++) {
        out.f32((float) doubles.get(rows.at(i)));
      }
    } else {
      for (int i = 0; i < rows.count(); i++) {
        out.f64(doubles.get(rows.at(i)));
      }
    }
  }
}
