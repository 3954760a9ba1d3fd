package dpone.connector.clickhouse.codec;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes batches as blocks of the Native format, column by column. Used by one thread. */
public final class BatchEncoder {
  /**
   * A column of the stage.
   *
   * @param field as it arrives
   * @param type the stage's own; empty if the column is left out
   * @param absent whether a value in a column that is left out makes its row unfit
   */
  public record Target(Field field, String type, boolean absent) {}

  /** Takes a row that cannot be written. */
  @FunctionalInterface
  public interface Unfit {
    /**
     * Takes it.
     *
     * @param row its place in the batch
     * @param field column at fault
     * @param why a phrase with the value
     */
    void row(int row, Field field, String why);
  }

  private final List<Target> targets;
  private final @Nullable Encoding[] encodings;
  private final int written;

  /**
   * An encoder.
   *
   * @param targets one for each column of the batches, in order
   */
  public BatchEncoder(String stream, List<Target> targets) {
    this.targets = List.copyOf(targets);
    this.encodings = new Encoding[targets.size()];
    int count = 0;
    for (int i = 0; i < encodings.length; i++) {
      Target target = targets.get(i);
      if (!target.type().isEmpty()) {
        encodings[i] =
            Encodings.find(target.field().type(), target.type())
                .orElseThrow(() ->
                    ChCode.TYPE_REFUSED
                        .error(
                            "no encoding of "
                                + target.field().type().text()
                                + " as "
                                + target.type())
                        .at(Place.field(stream, target.field().name()))
                        .build());
        count++;
      }
    }
    this.written = count;
  }

  /** Types under which the columns are sent, for tests and plans. */
  public List<String> sent() {
    List<String> all = new ArrayList<>();
    for (Encoding encoding : encodings) {
      if (encoding != null) {
        all.add(encoding.sent());
      }
    }
    return all;
  }

  /**
   * Writes one block of the rows that fit.
   *
   * @return how many those are
   */
  public int encode(ColumnBatch batch, Out out, Unfit unfit) {
    Rows rows = fitting(batch, unfit);
    if (rows.count() == 0) {
      return 0;
    }
    out.varint(written);
    out.varint(rows.count());
    for (int i = 0; i < encodings.length; i++) {
      Encoding encoding = encodings[i];
      if (encoding != null) {
        out.text(targets.get(i).field().name());
        out.text(encoding.sent());
        encoding.encoder().write(batch.column(i), rows, out);
      }
    }
    return rows.count();
  }

  private Rows fitting(ColumnBatch batch, Unfit unfit) {
    boolean @Nullable [] out = null;
    for (int i = 0; i < encodings.length; i++) {
      Column column = batch.column(i);
      Encoding encoding = encodings[i];
      if (!mayObject(i, column, batch.rows())) {
        continue;
      }
      for (int row = 0; row < batch.rows(); row++) {
        String why = out != null && out[row] ? null : objection(i, column, encoding, row);
        if (why != null) {
          unfit.row(row, targets.get(i).field(), why);
          out = out == null ? new boolean[batch.rows()] : out;
          out[row] = true;
        }
      }
    }
    return out == null ? Rows.range(0, batch.rows()) : without(out);
  }

  private static Rows without(boolean[] out) {
    int[] chosen = new int[out.length];
    int count = 0;
    for (int row = 0; row < out.length; row++) {
      if (!out[row]) {
        chosen[count++] = row;
      }
    }
    return Rows.of(chosen, count);
  }

  private boolean mayObject(int index, Column column, int rows) {
    Encoding encoding = encodings[index];
    if (encoding == null) {
      return targets.get(index).absent();
    }
    return (!encoding.takesNull() && column.hasGaps()) || !encoding.encoder().allFit(column, rows);
  }

  private @Nullable String objection(
      int index, Column column, @Nullable Encoding encoding, int row) {
    boolean isNull = column.state(row) != CellState.VALUE;
    if (encoding == null) {
      return isNull ? null : "the target has no column for its value";
    }
    if (isNull) {
      return encoding.takesNull() ? null : "null has no place in " + targets.get(index).type();
    }
    return encoding.encoder().objects() ? encoding.encoder().objection(column, row) : null;
  }
}
