package dpone.connector.clickhouse.wire;

import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types made of others. */
final class Nested {
  private Nested() {}

  /** {@code Nullable}: a map of nulls, then a value for every row. */
  static CellDecoder nullable(CellDecoder inner) {
    return new CellDecoder() {
      @Override
      void prefix(NativeInput in) {
        inner.prefix(in);
      }

      @Override
      void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
        inner.read(in, rows, in.bytes(rows), out, faults);
      }
    };
  }

  /** {@code Array}: where each ends, then the elements of all. */
  static CellDecoder list(CellDecoder element) {
    return new CellDecoder() {
      @Override
      void prefix(NativeInput in) {
        element.prefix(in);
      }

      @Override
      void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
        ListColumn list = (ListColumn) out;
        int[] ends = ends(in, rows);
        int base = list.elements().rows();
        int total = rows == 0 ? 0 : ends[rows - 1];
        faults.enter(ends);
        element.read(in, total, null, list.elements(), faults);
        faults.leave();
        for (int row = 0; row < rows; row++) {
          list.endList(base + ends[row]);
        }
      }
    };
  }

  private static int[] ends(NativeInput in, int rows) {
    int[] ends = new int[Math.min(rows, 1 << 12)];
    long before = 0;
    for (int row = 0; row < rows; row++) {
      long end = in.i64();
      if (end < before || end > Integer.MAX_VALUE - 16) {
        throw NativeInput.malformed("an array that ends at " + Long.toUnsignedString(end));
      }
      if (row == ends.length) {
        ends = Arrays.copyOf(ends, Math.min(rows, ends.length * 2));
      }
      ends[row] = (int) end;
      before = end;
    }
    return ends.length == rows ? ends : Arrays.copyOf(ends, rows);
  }

  /** {@code Tuple}: all rows of one field after another; also the pairs of a map. */
  static CellDecoder struct(List<CellDecoder> fields) {
    return new CellDecoder() {
      @Override
      void prefix(NativeInput in) {
        fields.forEach(field -> field.prefix(in));
      }

      @Override
      void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
        StructColumn struct = (StructColumn) out;
        for (int i = 0; i < fields.size(); i++) {
          fields.get(i).read(in, rows, null, struct.field(i), faults);
        }
        struct.endStructs(rows);
      }
    };
  }
}
