package dpone.connector.clickhouse.testing;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

/** Cells as text, for comparing. */
public final class Rows {
  private Rows() {}

  public static List<String> of(ColumnBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      StringJoiner line = new StringJoiner("|");
      for (int c = 0; c < batch.schema().size(); c++) {
        line.add(cell(batch.schema().fields().get(c).type(), batch.column(c), row));
      }
      rows.add(line.toString());
    }
    return rows;
  }

  private static String cell(DataType type, Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    }
    return switch (column) {
      case IntColumn c -> Integer.toString(c.get(row));
      case LongColumn c ->
          type instanceof DataType.UInt64
              ? Long.toUnsignedString(c.get(row))
              : Long.toString(c.get(row));
      case DoubleColumn c -> Double.toString(c.get(row));
      case Int128Column c -> {
        if (type instanceof DataType.Uuid) {
          yield new UUID(c.high(row), c.low(row)).toString();
        }
        byte[] big = ByteBuffer.allocate(16).putLong(c.high(row)).putLong(c.low(row)).array();
        yield new BigDecimal(new BigInteger(big), ((DataType.Decimal) type).scale())
            .toPlainString();
      }
      case BytesColumn c ->
          type instanceof DataType.Bytes
              ? HexFormat.of().formatHex(c.data(), c.start(row), c.end(row))
              : c.text(row);
      case IntervalColumn c -> c.months(row) + " " + c.days(row) + " " + c.micros(row);
      case ListColumn c -> {
        StringJoiner list = new StringJoiner(",", "[", "]");
        for (int i = c.start(row); i < c.end(row); i++) {
          list.add(
              switch (type) {
                case DataType.Array a -> cell(a.element(), c.elements(), i);
                case DataType.Mapping m -> {
                  StructColumn pair = (StructColumn) c.elements();
                  yield cell(m.key(), pair.field(0), i) + ":" + cell(m.value(), pair.field(1), i);
                }
                default -> throw new IllegalArgumentException(type.text());
              });
        }
        yield list.toString();
      }
      case StructColumn c -> {
        StringJoiner struct = new StringJoiner(",", "(", ")");
        List<Field> fields = ((DataType.Struct) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          struct.add(cell(fields.get(i).type(), c.field(i), row));
        }
        yield struct.toString();
      }
    };
  }
}
