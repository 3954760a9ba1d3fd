package dpone.connector.clickhouse.codec;

import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types that are made of others. */
final class Nested {
  private Nested() {}

  /** {@code Nullable}: a map of nulls, then the values. */
  static CellEncoder nullable(CellEncoder values) {
    return new CellEncoder() {
      @Override
      boolean objects() {
        return values.objects();
      }

      @Override
      boolean allFit(Column column, int count) {
        return values.allFit(column, count);
      }

      @Override
      @Nullable String objection(Column column, int row) {
        return values.objection(column, row);
      }

      @Override
      void write(Column column, Rows rows, Out out) {
        if (column.hasGaps()) {
          out.cells(
              rows.count(),
              1,
              (from, to, into, at) -> {
                for (int i = from, next = at; i < to; i++, next++) {
                  into[next] = column.state(rows.at(i)) == CellState.VALUE ? (byte) 0 : 1;
                }
              });
        } else {
          out.zeros(rows.count());
        }
        values.write(column, rows, out);
      }
    };
  }

  /** {@code Array}, and {@code Map} as an array of pairs. */
  static CellEncoder array(CellEncoder elements, boolean elementsMayBeNull) {
    return new CellEncoder() {
      @Override
      boolean objects() {
        return true;
      }

      @Override
      @Nullable String objection(Column column, int row) {
        ListColumn list = (ListColumn) column;
        return inner(elements, elementsMayBeNull, list.elements(), list.start(row), list.end(row));
      }

      @Override
      void write(Column column, Rows rows, Out out) {
        ListColumn list = (ListColumn) column;
        long end = 0;
        for (int i = 0; i < rows.count(); i++) {
          int row = rows.at(i);
          end += list.end(row) - list.start(row);
          out.i64(end);
        }
        elements.write(list.elements(), children(list, rows, Math.toIntExact(end)), out);
      }
    };
  }

  private static @Nullable String inner(
      CellEncoder encoder, boolean mayBeNull, Column column, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.state(i) != CellState.VALUE) {
        if (!mayBeNull) {
          return "a null is among its elements";
        }
      } else if (encoder.objects()) {
        String objection = encoder.objection(column, i);
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private static Rows children(ListColumn list, Rows rows, int count) {
    if (rows.count() == 0) {
      return Rows.range(0, 0);
    }
    if (rows.together()) {
      return Rows.range(list.start(rows.at(0)), list.end(rows.at(rows.count() - 1)));
    }
    int[] chosen = new int[count];
    int at = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.at(i);
      for (int child = list.start(row); child < list.end(row); child++) {
        chosen[at++] = child;
      }
    }
    return Rows.of(chosen, count);
  }

  /**
   * {@code Tuple}: field after field.
   *
   * @param mayBeNull which fields may be null
   */
  static CellEncoder tuple(List<CellEncoder> fields, List<Boolean> mayBeNull) {
    return new CellEncoder() {
      @Override
      boolean objects() {
        return true;
      }

      @Override
      @Nullable String objection(Column column, int row) {
        StructColumn struct = (StructColumn) column;
        for (int i = 0; i < fields.size(); i++) {
          String objection = inner(fields.get(i), mayBeNull.get(i), struct.field(i), row, row + 1);
          if (objection != null) {
            return objection;
          }
        }
        return null;
      }

      @Override
      void write(Column column, Rows rows, Out out) {
        StructColumn struct = (StructColumn) column;
        for (int i = 0; i < fields.size(); i++) {
          fields.get(i).write(struct.field(i), rows, out);
        }
      }
    };
  }
}
