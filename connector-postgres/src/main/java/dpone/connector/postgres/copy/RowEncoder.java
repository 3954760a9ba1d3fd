package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;

/** Encodes the rows of batches straight into the buffer that is sent. */
public final class RowEncoder {
  /** Takes encoded bytes. */
  public interface Drain {
    /** Sends a slice; does not keep it. */
    void write(byte[] data, int offset, int length);
  }

  private final String stream;
  private final CellBuffer out;
  private final List<Field> fields;
  private final CellEncoder[] encoders;
  private final boolean changes;

  /**
   * For one stream.
   *
   * @param fields columns as they arrive
   * @param targets type of the stage's column for each
   * @param bufferBytes size of the pieces that are sent
   */
  public RowEncoder(
      String stream, List<Field> fields, List<PgType> targets, int bufferBytes, Drain drain) {
    this.stream = stream;
    this.fields = List.copyOf(fields);
    this.out = new CellBuffer(bufferBytes, drain::write);
    this.encoders = new CellEncoder[fields.size()];
    // A change says in a column of its own which cells it leaves out.
    this.changes = fields.stream().anyMatch(f -> f.name().equals(ChangeSchema.CARRIED_OVER));
    for (int i = 0; i < encoders.length; i++) {
      Field field = fields.get(i);
      PgType target = targets.get(i);
      encoders[i] =
          Encoders.of(field.type(), target)
              .orElseThrow(() ->
                  PgCode.TYPE_UNMAPPED
                      .error("no encoding of " + field.type().text() + " as " + target.text())
                      .at(Place.field(stream, field.name()))
                      .build());
    }
  }

  /** Whether values of a logical type can be encoded for a column of that type. */
  public static boolean canEncode(DataType type, PgType target) {
    return Encoders.of(type, target).isPresent();
  }

  /** Encodes a batch and sends all of it. */
  public void encode(ColumnBatch batch) {
    int rows = batch.rows();
    int columns = encoders.length;
    for (int row = 0; row < rows; row++) {
      out.int16(columns);
      for (int i = 0; i < columns; i++) {
        Column column = batch.column(i);
        if (column.hasGaps() && column.state(row) != CellState.VALUE) {
          out.int32(gap(column.state(row), i));
        } else {
          encode(column, row, i);
        }
      }
    }
    out.flush();
  }

  private void encode(Column column, int row, int i) {
    try {
      encoders[i].encode(column, row, out);
    } catch (DponeException failure) {
      throw failure.at(Place.field(stream, fields.get(i).name()).row("#" + (row + 1)));
    }
  }

  private int gap(CellState state, int column) {
    if (state == CellState.UNCHANGED && !changes) {
      throw PgCode.VALUE_REFUSED
          .error("an unchanged cell can only be applied by strategy.mode cdc_apply")
          .at(Place.field(stream, fields.get(column).name()))
          .build();
    }
    return -1;
  }
}
