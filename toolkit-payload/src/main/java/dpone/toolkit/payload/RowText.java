package dpone.toolkit.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text for people: of what is rejected, never of what is loaded. Times are the numbers that
 * the batch holds, bytes are hexadecimal, of nested values only the size is told.
 */
public final class RowText {
  private RowText() {}

  /** The row as JSON, each cell as text. */
  public static String json(ColumnBatch batch, int row) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < batch.schema().size(); i++) {
      Field field = batch.schema().fields().get(i);
      tree.put(field.name(), cell(field.type(), batch.column(i), row));
    }
    return tree.toString();
  }

  /**
   * Some cells of a row, with commas between.
   *
   * @param which says by a column's name whether it is one of them
   */
  public static String cells(ColumnBatch batch, int row, Predicate<String> which) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < batch.schema().size(); i++) {
      Field field = batch.schema().fields().get(i);
      if (which.test(field.name())) {
        cells.add(String.valueOf(cell(field.type(), batch.column(i), row)));
      }
    }
    return String.join(", ", cells);
  }

  /** A cell of a column of that type; null if it has no value. */
  public static @Nullable String cell(DataType type, Column column, int row) {
    if (column.state(row) != CellState.VALUE) {
      return null;
    }
    return switch (column) {
      case IntColumn ints ->
          switch (type) {
            case DataType.Bool ignored -> ints.get(row) == 0 ? "false" : "true";
            case DataType.Date ignored -> LocalDate.ofEpochDay(ints.get(row)).toString();
            default -> Integer.toString(ints.get(row));
          };
      case LongColumn longs ->
          type instanceof DataType.UInt64
              ? Long.toUnsignedString(longs.get(row))
              : Long.toString(longs.get(row));
      case DoubleColumn doubles -> Double.toString(doubles.get(row));
      case Int128Column pairs ->
          type instanceof DataType.Decimal decimal
              ? decimal(pairs, row, decimal.scale())
              : new UUID(pairs.high(row), pairs.low(row)).toString();
      case BytesColumn bytes ->
          type instanceof DataType.Bytes
              ? HexFormat.of().formatHex(bytes.data(), bytes.start(row), bytes.end(row))
              : bytes.text(row);
      case IntervalColumn ignored -> "an interval";
      case ListColumn list -> (list.end(row) - list.start(row)) + " elements";
      case StructColumn struct -> struct.fields() + " fields";
    };
  }

  private static String decimal(Int128Column pairs, int row, int scale) {
    byte[] big = ByteBuffer.allocate(16).putLong(pairs.high(row)).putLong(pairs.low(row)).array();
    return new BigDecimal(new BigInteger(big), scale).toPlainString();
  }
}
