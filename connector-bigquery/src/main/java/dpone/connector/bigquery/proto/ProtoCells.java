package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.Values;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which writer a type has. */
final class ProtoCells {
  private ProtoCells() {}

  /**
   * The writer of a column or field: a null is left out, and so is an empty list.
   *
   * @param number of the field
   * @param required whether null has no place in it
   * @param asText whether decimals without precision are staged as text
   */
  static ProtoCell of(int number, DataType type, boolean required, boolean asText) {
    BqType staged = StageType.of(type, asText);
    ProtoCell value =
        staged.kind() == Kind.ARRAY
            ? list(number, type, staged.element(), asText)
            : keyed(Wire.key(number, RowDescriptor.wire(staged)), value(type, staged, asText));
    return (column, row, out) -> {
      if (column.state(row) != CellState.VALUE) {
        return required ? Values.REQUIRED : null;
      }
      return value.write(column, row, out);
    };
  }

  private static ProtoCell keyed(int key, ProtoCell value) {
    if (key < 0x80) {
      return (column, row, out) -> {
        out.octet(key);
        return value.write(column, row, out);
      };
    }
    return (column, row, out) -> {
      Wire.varint(key, out);
      return value.write(column, row, out);
    };
  }

  private static ProtoCell value(DataType type, BqType staged, boolean asText) {
    return switch (type) {
      case DataType.Bool ignored -> ints();
      case DataType.Int whole -> whole.bits() == 64 ? longs() : ints();
      case DataType.UInt64 ignored -> Numerics.unsigned();
      case DataType.FloatingPoint ignored ->
          (column, row, out) -> {
            out.fixed(Double.doubleToRawLongBits(((DoubleColumn) column).get(row)));
            return null;
          };
      case DataType.Decimal decimal -> decimal(decimal, staged.kind());
      case DataType.AnyDecimal ignored -> asText ? bytes() : Numerics.text(Values.WIDEST_SCALE);
      case DataType.Text ignored -> bytes();
      case DataType.Bytes ignored -> bytes();
      case DataType.Json ignored -> bytes();
      case DataType.Enumeration ignored -> bytes();
      case DataType.Date ignored -> date();
      case DataType.Time time -> time(time.precision());
      case DataType.Timestamp stamp -> moment(stamp.precision(), true);
      case DataType.TimestampTz stamp -> moment(stamp.precision(), false);
      case DataType.Interval ignored -> interval();
      case DataType.Uuid ignored -> uuid();
      case DataType.Struct struct ->
          message(struct.fields().stream().map(Field::type).toList(), asText);
      case DataType.Array ignored -> throw new IllegalStateException("a list in a list");
      case DataType.Mapping ignored -> throw new IllegalStateException("a list in a list");
    };
  }

  private static ProtoCell decimal(DataType.Decimal decimal, Kind kind) {
    if (kind == Kind.STRING) {
      return bytes();
    }
    return decimal.precision() <= 38
        ? Numerics.pairs(Numerics.scale(kind) - decimal.scale())
        : Numerics.text(decimal.scale());
  }

  private static ProtoCell ints() {
    return (column, row, out) -> {
      Wire.varint(((IntColumn) column).get(row), out);
      return null;
    };
  }

  private static ProtoCell longs() {
    return (column, row, out) -> {
      Wire.varint(((LongColumn) column).get(row), out);
      return null;
    };
  }

  private static ProtoCell bytes() {
    return (column, row, out) -> {
      BytesColumn bytes = (BytesColumn) column;
      int start = bytes.start(row);
      int length = bytes.end(row) - start;
      Wire.varint(length, out);
      out.raw(bytes.data(), start, length);
      return null;
    };
  }

  private static ProtoCell date() {
    return (column, row, out) -> {
      int day = ((IntColumn) column).get(row);
      @Nullable String why = Values.day(day);
      if (why == null) {
        Wire.varint(day, out);
      }
      return why;
    };
  }

  private static ProtoCell time(int precision) {
    long divisor = Values.divisor(precision);
    return (column, row, out) -> {
      long micros = Math.floorDiv(((LongColumn) column).get(row), divisor);
      @Nullable String why = Values.time(micros);
      if (why == null) {
        Wire.varint(Civil.time(micros), out);
      }
      return why;
    };
  }

  private static ProtoCell moment(int precision, boolean civil) {
    long divisor = Values.divisor(precision);
    return (column, row, out) -> {
      long units = ((LongColumn) column).get(row);
      long micros = Math.floorDiv(units, divisor);
      @Nullable String why = Values.moment(units, micros);
      if (why == null) {
        Wire.varint(civil ? Civil.moment(micros) : micros, out);
      }
      return why;
    };
  }

  private static ProtoCell interval() {
    return (column, row, out) -> {
      IntervalColumn intervals = (IntervalColumn) column;
      int months = intervals.months(row);
      int days = intervals.days(row);
      long micros = intervals.micros(row);
      @Nullable String why = Values.interval(months, days, micros);
      if (why == null) {
        int begin = Wire.begin(1, out);
        Values.intervalText(months, days, micros, out);
        Wire.end(begin, 1, out);
      }
      return why;
    };
  }

  private static ProtoCell uuid() {
    return (column, row, out) -> {
      Int128Column pairs = (Int128Column) column;
      out.octet(36);
      Values.uuidText(pairs.high(row), pairs.low(row), out);
      return null;
    };
  }

  private static ProtoCell message(List<DataType> types, boolean asText) {
    ProtoCell[] fields = new ProtoCell[types.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(i + 1, types.get(i), false, asText);
    }
    return (column, row, out) -> {
      StructColumn struct = (StructColumn) column;
      int begin = Wire.begin(1, out);
      for (int i = 0; i < fields.length; i++) {
        @Nullable String why = fields[i].write(struct.field(i), row, out);
        if (why != null) {
          return why;
        }
      }
      Wire.end(begin, 1, out);
      return null;
    };
  }

  /** Numbers stand together behind one key; what has a length of its own gets its key each time. */
  private static ProtoCell list(int number, DataType list, BqType element, boolean asText) {
    ProtoCell one =
        switch (list) {
          case DataType.Array array -> value(array.element(), element, asText);
          case DataType.Mapping map -> message(List.of(map.key(), map.value()), asText);
          default -> throw new IllegalStateException("no list: " + list);
        };
    boolean packed = RowDescriptor.wire(element) != Wire.LENGTH;
    int key = Wire.key(number, Wire.LENGTH);
    ProtoCell each = packed ? one : keyed(key, one);
    return (column, row, out) -> {
      ListColumn cells = (ListColumn) column;
      int start = cells.start(row);
      int end = cells.end(row);
      if (start == end) {
        return null;
      }
      int begin = 0;
      if (packed) {
        Wire.varint(key, out);
        begin = Wire.begin(1, out);
      }
      Column elements = cells.elements();
      for (int i = start; i < end; i++) {
        if (elements.state(i) != CellState.VALUE) {
          return Values.NULL_ELEMENT;
        }
        @Nullable String why = each.write(elements, i, out);
        if (why != null) {
          return why;
        }
      }
      if (packed) {
        Wire.end(begin, 1, out);
      }
      return null;
    };
  }
}
