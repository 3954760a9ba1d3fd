package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads blocks of the Native format into batches. Used by one thread. */
public final class BlockReader {
  private static final int MOST_ROWS = 1 << 24;

  /** Takes a row that cannot be held. */
  @FunctionalInterface
  public interface Unfit {
    /**
     * Takes it.
     *
     * @param number of the row in the whole answer, from 0
     * @param field column at fault
     * @param error what is wrong
     */
    void row(long number, Field field, DponeException error);
  }

  /**
   * A column of text behind all others that is no part of the batches.
   *
   * @param name of the column
   * @param taker hears each text that is not empty
   */
  public record Marks(String name, Consumer<String> taker) {}

  private final NativeInput in;
  private final String stream;
  private final List<Field> fields;
  private final List<ReadMapping> mappings;
  private final List<CellDecoder> decoders = new ArrayList<>();
  private final Faults faults = new Faults();
  private final @Nullable Marks marks;
  private long rows;
  private long unfit;

  /**
   * A reader.
   *
   * @param fields what the batches hold
   * @param mappings how each is sent
   * @param largestCell the largest cell, in bytes
   * @param marks a further column, or null
   */
  public BlockReader(
      NativeInput in,
      String stream,
      List<Field> fields,
      List<ReadMapping> mappings,
      long largestCell,
      @Nullable Marks marks) {
    this.in = in;
    this.stream = stream;
    this.fields = List.copyOf(fields);
    this.mappings = List.copyOf(mappings);
    this.marks = marks;
    Decoders all = new Decoders(largestCell);
    for (ReadMapping mapping : mappings) {
      decoders.add(all.of(mapping.sent(), mapping.type()));
    }
  }

  /** Whether the answer is at its end, which is where a block would begin. */
  public boolean atEnd() {
    try {
      return in.atEnd();
    } catch (DponeException failure) {
      throw explained(failure);
    }
  }

  /** Rows read so far, those that could not be held among them. */
  public long rows() {
    return rows;
  }

  /** Rows that could not be held. */
  public long unfit() {
    return unfit;
  }

  /** Adds the next block to a batch. */
  public void next(ColumnBatch batch, Unfit taker) {
    try {
      block(batch, taker);
    } catch (DponeException failure) {
      throw explained(failure);
    }
  }

  private DponeException explained(DponeException failure) {
    boolean strange =
        failure.code().equals(ChCode.STREAM_MALFORMED.code())
            || failure.code().equals(ChCode.STREAM_TRUNCATED.code())
            || failure.code().equals(ChCode.CELL_TOO_LARGE.code())
            || failure.category() == ErrorCategory.TRANSIENT;
    return (strange ? in.explain(failure) : failure).at(Place.stream(stream));
  }

  private void block(ColumnBatch batch, Unfit taker) {
    int columns = in.count(MOST_ROWS, "columns");
    int count = in.count(MOST_ROWS, "rows in a block");
    if (columns == 0 && count == 0) {
      return;
    }
    if (columns != fields.size() + (marks == null ? 0 : 1)) {
      throw NativeInput.malformed(columns + " columns in place of " + fields.size());
    }
    faults.clear();
    for (int i = 0; i < fields.size(); i++) {
      column(i, count, batch);
    }
    if (marks != null) {
      mark(marks, count);
    }
    SortedMap<Integer, Faults.Fault> wrong = faults.byRow();
    if (!faults.none()) {
      int before = batch.rows();
      for (int i = 0; i < fields.size(); i++) {
        Cells.remove(
            fields.get(i).type(), batch.column(i), before, row -> wrong.containsKey(row - before));
      }
    }
    batch.endRows(count - wrong.size());
    // Only now, since it may end the read.
    for (Map.Entry<Integer, Faults.Fault> row : wrong.entrySet()) {
      reject(rows + row.getKey(), Objects.requireNonNull(row.getValue()), taker);
    }
    rows += count;
    unfit += wrong.size();
  }

  private void column(int number, int count, ColumnBatch batch) {
    Field field = fields.get(number);
    String name = in.text();
    String type = in.text();
    if (!name.equals(field.name())) {
      throw NativeInput.malformed("the column " + name + " in place of " + field.name());
    }
    String expected = mappings.get(number).sent().text();
    if (!type.equals(expected)
        && !type.replace(" ", "").equals(expected.replace(" ", ""))
        && !type.startsWith("DateTime")) {
      throw ChCode.SCHEMA_CHANGED
          .error("the column came as " + type + " in place of " + expected)
          .at(Place.field(stream, field.name()))
          .build();
    }
    if (count == 0) {
      return;
    }
    faults.column(number);
    CellDecoder decoder = decoders.get(number);
    try {
      decoder.prefix(in);
      decoder.read(in, count, null, batch.column(number), faults);
    } catch (DponeException failure) {
      throw failure.at(Place.field(stream, field.name()));
    }
  }

  private void mark(Marks column, int count) {
    String name = in.text();
    String type = in.text();
    if (!name.equals(column.name()) || !type.equals("String")) {
      throw NativeInput.malformed("the column " + name + " in place of " + column.name());
    }
    BytesColumn texts = (BytesColumn) Column.create(new DataType.Text(), new HeapMemory());
    new Texts(-1, false, 1 << 10).read(in, count, null, texts, new Faults());
    for (int row = 0; row < count; row++) {
      if (texts.end(row) > texts.start(row)) {
        column.taker().accept(texts.text(row));
      }
    }
  }

  private void reject(long number, Faults.Fault fault, Unfit taker) {
    Field field = fields.get(fault.column());
    taker.row(
        number,
        field,
        fault
            .code()
            .error(
                fault.why() + " (" + field.nativeType() + " read as " + field.type().text() + ")")
            .at(Place.field(stream, field.name()))
            .build());
  }
}
