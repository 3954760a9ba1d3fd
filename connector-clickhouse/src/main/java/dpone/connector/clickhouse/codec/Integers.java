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
  boolean allFit(Column column, int count) {
    if (!checked) {
      return true;
    }
    if (column instanceof IntColumn ints) {
      int[] values = ints.array();
      for (int i = 0; i < count; i++) {
        if (values[i] < lowest || values[i] > highest || (fromUnsigned && values[i] < 0)) {
          return false;
        }
      }
    } else {
      long[] values = ((LongColumn) column).array();
      for (int i = 0; i < count; i++) {
        if (values[i] < lowest || values[i] > highest || (fromUnsigned && values[i] < 0)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  void write(Column column, Rows rows, Out out) {
    if (column instanceof IntColumn ints) {
      write(ints, rows, out);
    } else {
      write((LongColumn) column, rows, out);
    }
  }

  private void write(IntColumn column, Rows rows, Out out) {
    int[] values = column.array();
    switch (bytes) {
      case 1 ->
          out.cells(
              rows.count(),
              1,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next++) {
                  into[next] = (byte) values[rows.at(i)];
                }
              });
      case 2 -> shorts(values, rows, out);
      case 4 -> whole(values, rows, out);
      case 8 ->
          out.cells(
              rows.count(),
              8,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += 8) {
                  LittleEndian.int64(into, next, values[rows.at(i)]);
                }
              });
      default -> {
        for (int i = 0; i < rows.count(); i++) {
          wide(values[rows.at(i)], out);
        }
      }
    }
  }

  private void write(LongColumn column, Rows rows, Out out) {
    long[] values = column.array();
    switch (bytes) {
      case 1 ->
          out.cells(
              rows.count(),
              1,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next++) {
                  into[next] = (byte) values[rows.at(i)];
                }
              });
      case 2 ->
          out.cells(
              rows.count(),
              2,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += 2) {
                  LittleEndian.int16(into, next, (int) values[rows.at(i)]);
                }
              });
      case 4 ->
          out.cells(
              rows.count(),
              4,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next += 4) {
                  LittleEndian.int32(into, next, (int) values[rows.at(i)]);
                }
              });
      case 8 -> whole(values, rows, out);
      default -> {
        for (int i = 0; i < rows.count(); i++) {
          wide(values[rows.at(i)], out);
        }
      }
    }
  }

  /** The low 16 bits of each. */
  static void shorts(int[] values, Rows rows, Out out) {
    out.cells(
        rows.count(),
        2,
        (from, to, into, at) -> {
          for (int i = from, next = at; i < to; i++, next += 2) {
            LittleEndian.int16(into, next, values[rows.at(i)]);
          }
        });
  }

  /** Each as it is. */
  static void whole(int[] values, Rows rows, Out out) {
    if (rows.together()) {
      out.ints(values, rows.first(), rows.count());
      return;
    }
    out.cells(
        rows.count(),
        4,
        (from, to, into, at) -> {
          for (int i = from, next = at; i < to; i++, next += 4) {
            LittleEndian.int32(into, next, values[rows.at(i)]);
          }
        });
  }

  /** Each as it is. */
  static void whole(long[] values, Rows rows, Out out) {
    if (rows.together()) {
      out.longs(values, rows.first(), rows.count());
      return;
    }
    out.cells(
        rows.count(),
        8,
        (from, to, into, at) -> {
          for (int i = from, next = at; i < to; i++, next += 8) {
            LittleEndian.int64(into, next, values[rows.at(i)]);
          }
        });
  }

  private void wide(long value, Out out) {
    out.i64(value);
    long sign = unsigned || fromUnsigned ? 0 : value >> 63;
    for (int i = 8; i < bytes; i += 8) {
      out.i64(sign);
    }
  }
}
