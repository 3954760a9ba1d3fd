package dpone.connector.clickhouse.codec;

import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import org.jspecify.annotations.Nullable;

/** Whole numbers and truth values from columns of ints or longs. */
final class Integers extends CellEncoder {
  private final int bytes;
  private final boolean unsigned;
  private final long lowest;
  private final long highest;
  private final boolean fromUnsigned;
  private final boolean checked;

  /**
   * An encoder.
   *
   * @param bytes width of the server's type
   * @param unsigned whether it has no sign
   * @param sourceBits width of what arrives
   * @param fromUnsigned whether what arrives has no sign
   */
  Integers(int bytes, boolean unsigned, int sourceBits, boolean fromUnsigned) {
    this.bytes = bytes;
    this.unsigned = unsigned;
    this.fromUnsigned = fromUnsigned;
    int valueBits = bytes >= 8 ? 63 : bytes * 8 - (unsigned ? 0 : 1);
    this.highest = valueBits == 63 ? Long.MAX_VALUE : (1L << valueBits) - 1;
    this.lowest = unsigned ? 0 : -highest - 1;
    boolean holdsSign = !unsigned || fromUnsigned;
    boolean wide = fromUnsigned ? bytes > 8 || (unsigned && bytes == 8) : bytes * 8 >= sourceBits;
    this.checked = !(holdsSign && wide);
  }

  @Override
  boolean objects() {
    return checked;
  }

  @Override
  @Nullable String objection(Column column, int row) {
    long value = column instanceof IntColumn ints ? ints.get(row) : ((LongColumn) column).get(row);
    boolean beyond = fromUnsigned && value < 0;
    if (!checked || (!beyond && value >= lowest && value <= highest)) {
      return null;
    }
    return (fromUnsigned ? Long.toUnsignedString(value) : Long.toString(value))
        + " is out of range";
  }

  @Override
  void write(Column column, Rows rows, Out out) {
    if (column instanceof IntColumn ints) {
      for (int i = 0; i < rows.count(); i++) {
        number(ints.get(rows.at(i)), out);
      }
    } else {
      LongColumn longs = (LongColumn) column;
      for (int i = 0; i < rows.count(); i++) {
        number(longs.get(rows.at(i)), out);
      }
    }
  }

  private void number(long value, Out out) {
    switch (bytes) {
      case 1 -> out.u8((int) value);
      case 2 -> out.i16((int) value);
      case 4 -> out.i32((int) value);
      case 8 -> out.i64(value);
      default -> {
        out.i64(value);
        long sign = unsigned || fromUnsigned ? 0 : value >> 63;
        for (int i = 8; i < bytes; i += 8) {
          out.i64(sign);
        }
      }
    }
  }
}
