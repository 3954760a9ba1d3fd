package dpone.connector.kafka.sink;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.sink.LoadMode;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as text, for messages and rejects; numbers of dates and times are as in the batch. */
final class RowText {
  private static final int LONGEST = 1000;

  private final TopicPlan plan;
  private final ColumnBatch batch;
  private final int row;

  RowText(TopicPlan plan, ColumnBatch batch, int row) {
    this.plan = plan;
    this.batch = batch;
    this.row = row;
  }

  /** The key as {@code name=value}, empty when there is none. */
  String key() {
    List<String> parts = new ArrayList<>();
    int[] cells = plan.key().columns().cells();
    for (int i = 0; i < cells.length; i++) {
      parts.add(plan.key().columns().fields().get(i).name() + "=" + cell(cells[i]));
    }
    return String.join(", ", parts);
  }

  /** The row as JSON, without columns of nested types. */
  String row() {
    ObjectNode tree = JSON.object();
    int first = plan.mode() == LoadMode.CDC_APPLY ? dpone.spi.cdc.ChangeSchema.LEADING : 0;
    for (int i = first; i < plan.schema().size(); i++) {
      tree.put(plan.schema().fields().get(i).name(), cell(i));
    }
    return tree.toString();
  }

  private @Nullable String cell(int index) {
    Column column = batch.column(index);
    if (column.state(row) != CellState.VALUE) {
      return null;
    }
    Field field = plan.schema().fields().get(index);
    String text =
        switch (column) {
          case IntColumn ints -> String.valueOf(ints.get(row));
          case LongColumn longs -> String.valueOf(longs.get(row));
          case DoubleColumn doubles -> String.valueOf(doubles.get(row));
          case Int128Column wide -> wide(wide, field.type());
          case BytesColumn bytes ->
              field.type() instanceof DataType.Bytes
                  ? HexFormat.of().formatHex(bytes.data(), bytes.start(row), bytes.end(row))
                  : bytes.text(row);
          default -> field.type().text();
        };
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private String wide(Int128Column column, DataType type) {
    if (type instanceof DataType.Uuid) {
      return new UUID(column.high(row), column.low(row)).toString();
    }
    byte[] bytes =
        ByteBuffer.allocate(16).putLong(column.high(row)).putLong(column.low(row)).array();
    int scale = type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
    return new BigDecimal(new BigInteger(bytes), scale).toPlainString();
  }
}
