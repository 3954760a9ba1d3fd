package dpone.connector.bigquery.encode;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which writer a type has. */
final class CellWriters {
  private CellWriters() {}

  /**
   * The writer of a column or field: null where it may be null.
   *
   * @param required whether null has no place in it
   * @param asText whether decimals without precision are staged as text
   */
  static CellWriter of(DataType type, boolean required, boolean asText) {
    CellWriter value = value(type, asText);
    if (AvroSchema.isList(type)) {
      // A list is never null in BigQuery: an empty one stands for it, as the plan said.
      return (column, row, out) -> {
        if (column.state(row) != CellState.VALUE) {
          if (required) {
            return Values.REQUIRED;
          }
          out.octet(0);
          return null;
        }
        return value.write(column, row, out);
      };
    }
    return (column, row, out) -> {
      if (column.state(row) != CellState.VALUE) {
        out.octet(0);
        return required ? Values.REQUIRED : null;
      }
      out.octet(2);
      return value.write(column, row, out);
    };
  }

  private static CellWriter value(DataType type, boolean asText) {
    return switch (type) {
      case DataType.Bool ignored ->
          (column, row, out) -> {
            out.octet(((IntColumn) column).get(row));
            return null;
          };
      case DataType.Int whole -> whole.bits() == 64 ? longs() : ints();
      case DataType.UInt64 ignored -> Decimals.unsigned();
      case DataType.FloatingPoint ignored ->
          (column, row, out) -> {
            out.fixed(Double.doubleToRawLongBits(((DoubleColumn) column).get(row)));
            return null;
          };
      case DataType.Decimal decimal ->
          decimal.precision() <= 38
              ? Decimals.pairs()
              : AvroSchema.isDecimal(decimal) ? Decimals.text(decimal.scale()) : bytes();
      case DataType.AnyDecimal ignored -> asText ? bytes() : Decimals.text(Values.WIDEST_SCALE);
      case DataType.Text ignored -> bytes();
      case DataType.Bytes ignored -> bytes();
      case DataType.Json ignored -> bytes();
      case DataType.Enumeration ignored -> bytes();
      case DataType.Date ignored -> Temporals.date();
      case DataType.Time time -> Temporals.time(time.precision());
      case DataType.Timestamp stamp -> Temporals.moment(stamp.precision());
      case DataType.TimestampTz stamp -> Temporals.moment(stamp.precision());
      case DataType.Interval ignored -> Temporals.interval();
      case DataType.Uuid ignored -> uuid();
      case DataType.Array array -> list(value(array.element(), asText));
      case DataType.Mapping map ->
          list(struct(List.of(of(map.key(), false, asText), of(map.value(), false, asText))));
      case DataType.Struct struct ->
          struct(
              struct.fields().stream()
                  .map(Field::type)
                  .map(field -> of(field, false, asText))
                  .toList());
    };
  }

  private static CellWriter ints() {
    return (column, row, out) -> {
      out.number(((IntColumn) column).get(row));
      return null;
    };
  }

  private static CellWriter longs() {
    return (column, row, out) -> {
      out.number(((LongColumn) column).get(row));
      return null;
    };
  }

  private static CellWriter bytes() {
    return (column, row, out) -> {
      BytesColumn bytes = (BytesColumn) column;
      int start = bytes.start(row);
      out.bytes(bytes.data(), start, bytes.end(row) - start);
      return null;
    };
  }

  private static CellWriter uuid() {
    return (column, row, out) -> {
      Int128Column pairs = (Int128Column) column;
      out.octet(36 << 1);
      Values.uuidText(pairs.high(row), pairs.low(row), out);
      return null;
    };
  }

  private static CellWriter list(CellWriter element) {
    return (column, row, out) -> {
      ListColumn list = (ListColumn) column;
      Column elements = list.elements();
      int start = list.start(row);
      int end = list.end(row);
      if (end > start) {
        out.number(end - start);
        for (int i = start; i < end; i++) {
          if (elements.state(i) != CellState.VALUE) {
            return Values.NULL_ELEMENT;
          }
          @Nullable String why = element.write(elements, i, out);
          if (why != null) {
            return why;
          }
        }
      }
      out.octet(0);
      return null;
    };
  }

  private static CellWriter struct(List<CellWriter> fields) {
    CellWriter[] writers = fields.toArray(CellWriter[]::new);
    return (column, row, out) -> {
      StructColumn struct = (StructColumn) column;
      for (int i = 0; i < writers.length; i++) {
        @Nullable String why = writers[i].write(struct.field(i), row, out);
        if (why != null) {
          return why;
        }
      }
      return null;
    };
  }
}
