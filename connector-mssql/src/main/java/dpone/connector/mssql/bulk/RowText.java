package dpone.connector.mssql.bulk;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
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
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rejected row for people: times are the numbers that the batch holds, bytes are hexadecimal. */
final class RowText {
  private RowText() {}

  static String json(ColumnBatch batch, int row) {
    ObjectNode tree = JSON.object();
    for (int i = 0; i < batch.schema().size(); i++) {
      Field field = batch.schema().fields().get(i);
      tree.put(field.name(), cell(field.type(), batch.column(i), row));
    }
    return tree.toString();
  }

  private static @Nullable String cell(DataType type, Column column, int row) {
    if (column.state(row) != CellState.VALUE) {
      return null;
    }
    return switch (column) {
      case IntColumn ints ->
          switch (type) {
            case DataType.Bool ignored -> Boolean.toString(ints.get(row) != 0);
            case DataType.Date ignored -> LocalDate.ofEpochDay(ints.get(row)).toString();
            default -> Integer.toString(ints.get(row));
          };
      case LongColumn longs ->
          type instanceof DataType.UInt64
              ? Long.toUnsignedString(longs.get(row))
              : Long.toString(longs.get(row));
      case DoubleColumn doubles -> Double.toString(doubles.get(row));
      case Int128Column halves -> wide(type, halves.high(row), halves.low(row));
      case BytesColumn bytes ->
          type instanceof DataType.Bytes
              ? HexFormat.of().formatHex(bytes.data(), bytes.start(row), bytes.end(row))
              : bytes.text(row);
      // The plan refuses such columns.
      case IntervalColumn ignored -> null;
      case ListColumn ignored -> null;
      case StructColumn ignored -> null;
    };
  }

  private static String wide(DataType type, long high, long low) {
    if (type instanceof DataType.Decimal decimal) {
      byte[] big = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      return new BigDecimal(new BigInteger(big), decimal.scale()).toPlainString();
    }
    return new UUID(high, low).toString();
  }
}
