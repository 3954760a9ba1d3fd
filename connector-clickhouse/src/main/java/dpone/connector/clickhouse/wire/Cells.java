package dpone.connector.clickhouse.wire;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import java.util.function.IntPredicate;

/** Copies cells of any layout. */
final class Cells {
  private Cells() {}

  /** Appends a cell of one column to another of the same type. */
  static void copy(Column from, int row, Column to) {
    if (from.isNull(row)) {
      to.appendNull();
      return;
    }
    switch (from) {
      case IntColumn c -> ((IntColumn) to).append(c.get(row));
      case LongColumn c -> ((LongColumn) to).append(c.get(row));
      case DoubleColumn c -> ((DoubleColumn) to).append(c.get(row));
      case Int128Column c -> ((Int128Column) to).append(c.high(row), c.low(row));
      case BytesColumn c ->
          ((BytesColumn) to).append(c.data(), c.start(row), c.end(row) - c.start(row));
      case IntervalColumn c ->
          ((IntervalColumn) to).append(c.months(row), c.days(row), c.micros(row));
      case ListColumn c -> {
        ListColumn list = (ListColumn) to;
        for (int i = c.start(row); i < c.end(row); i++) {
          copy(c.elements(), i, list.elements());
        }
        list.endList();
      }
      case StructColumn c -> {
        StructColumn struct = (StructColumn) to;
        for (int i = 0; i < c.fields(); i++) {
          copy(c.field(i), row, struct.field(i));
        }
        struct.endStruct();
      }
    }
  }

  /** Takes cells out of the end of a column. */
  static void remove(DataType type, Column column, int from, IntPredicate removed) {
    Column kept = Column.create(type, new HeapMemory());
    for (int row = from; row < column.rows(); row++) {
      if (!removed.test(row)) {
        copy(column, row, kept);
      }
    }
    column.truncate(from);
    for (int row = 0; row < kept.rows(); row++) {
      copy(kept, row, column);
    }
  }
}
