package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.Unfit;
import dpone.spi.batch.CellState;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as the repeated field of {@code ProtoRows}: key, length and message of each. Used by
 * one thread.
 *
 * @see <a
 *     href="https://docs.cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1#protorows">BigQuery:
 *     ProtoRows</a>
 */
public final class ProtoRows {
  private static final int KEY = Wire.key(1, Wire.LENGTH);

  /** Most rows take more than 127 bytes and less than 16,384. */
  private static final int WIDTH = 2;

  private final @Nullable ProtoCell[] cells;
  private final boolean[] absent;
  private final Schema schema;

  /**
   * A writer of rows.
   *
   * @param stream for messages
   * @param columns one for each column of the schema, in order
   */
  public ProtoRows(String stream, Schema schema, List<EncodedColumn> columns) {
    this.schema = schema;
    this.cells = new ProtoCell[columns.size()];
    this.absent = new boolean[columns.size()];
    EncodedColumn.check(stream, schema, columns);
    int number = 0;
    for (int i = 0; i < cells.length; i++) {
      EncodedColumn column = columns.get(i);
      Field field = schema.fields().get(i);
      absent[i] = column.absent();
      if (column.staged()) {
        cells[i] = ProtoCells.of(++number, field.type(), column.required(), column.asText());
      }
    }
  }

  /**
   * Writes one row; what it wrote of a row that does not fit is taken back.
   *
   * @return whether it fits
   */
  public boolean write(ColumnBatch batch, int row, Out out, Unfit unfit) {
    int start = out.length();
    out.octet(KEY);
    int begin = Wire.begin(WIDTH, out);
    for (int i = 0; i < cells.length; i++) {
      ProtoCell cell = cells[i];
      String why = null;
      if (cell != null) {
        why = cell.write(batch.column(i), row, out);
      } else if (absent[i] && batch.column(i).state(row) == CellState.VALUE) {
        why = "the target has no column for its value";
      }
      if (why != null) {
        out.truncate(start);
        unfit.row(row, schema.fields().get(i), why);
        return false;
      }
    }
    Wire.end(begin, WIDTH, out);
    return true;
  }

  /** The column that takes most bytes of a row that fits. */
  public Field widest(ColumnBatch batch, int row, Out out) {
    int start = out.length();
    int most = -1;
    int widest = 0;
    for (int i = 0; i < cells.length; i++) {
      ProtoCell cell = cells[i];
      if (cell != null) {
        cell.write(batch.column(i), row, out);
        if (out.length() - start > most) {
          most = out.length() - start;
          widest = i;
        }
        out.truncate(start);
      }
    }
    return schema.fields().get(widest);
  }
}
