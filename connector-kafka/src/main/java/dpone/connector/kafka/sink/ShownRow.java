package dpone.connector.kafka.sink;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.LoadMode;
import dpone.spi.type.DataType;
import dpone.toolkit.payload.RowText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as text, for messages and rejects; long cells are cut. */
final class ShownRow {
  private static final int LONGEST = 1000;

  private final TopicPlan plan;
  private final ColumnBatch batch;
  private final int row;

  ShownRow(TopicPlan plan, ColumnBatch batch, int row) {
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

  /** The row as JSON. */
  String row() {
    ObjectNode tree = JSON.object();
    int first = plan.mode() == LoadMode.CDC_APPLY ? ChangeSchema.LEADING : 0;
    for (int i = first; i < plan.schema().size(); i++) {
      tree.put(plan.schema().fields().get(i).name(), cell(i));
    }
    return tree.toString();
  }

  private @Nullable String cell(int index) {
    DataType type = plan.schema().fields().get(index).type();
    String text = RowText.cell(type, batch.column(index), row);
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
