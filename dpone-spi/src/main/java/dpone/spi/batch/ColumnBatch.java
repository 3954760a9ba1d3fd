package dpone.spi.batch;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.type.Schema;

/** Rows as columns. Filled by one thread, then handed over and read by another. */
@Rule(
    id = "BATCH-1",
    value =
        "Every column of a batch has the same number of cells when endRow() returns; a row that"
            + " failed half way is taken back with undoRow().")
@Api(status = Api.Status.STABLE, since = "1.0")
public final class ColumnBatch implements Chunk {
  /** Rows at which a batch is full whatever its size, so that rows without columns end too. */
  public static final int MAX_ROWS = 1 << 20;

  private final Schema schema;
  private final Column[] columns;
  private final BatchMemory memory;
  private final long full;
  private int rows;

  private ColumnBatch(Schema schema, BatchMemory memory, long full, int cells) {
    this.schema = schema;
    this.memory = memory;
    this.full = full;
    this.columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Column.create(schema.fields().get(i).type(), memory, cells);
    }
  }

  /** An empty batch; waits for memory. */
  public static ColumnBatch create(Schema schema, BatchAllocator allocator) {
    return create(schema, allocator, 0);
  }

  /**
   * An empty batch with room for about as many rows as another one of the stream had, which spares
   * its columns most of their growing; waits for memory.
   *
   * @param rows of the batch before; 0 if there was none
   */
  public static ColumnBatch create(Schema schema, BatchAllocator allocator, int rows) {
    // A power of two that the batch before had room for and was not full with.
    int cells = Integer.highestOneBit(Math.max(Column.FIRST_CAPACITY, Math.min(rows, MAX_ROWS)));
    return new ColumnBatch(schema, allocator.reserve(), allocator.batchBytes(), cells);
  }

  /** What the columns are. */
  public Schema schema() {
    return schema;
  }

  /** A column by its place in the schema. */
  public Column column(int index) {
    return columns[index];
  }

  /** A column of layout {@code INT}. */
  public IntColumn ints(int index) {
    return (IntColumn) columns[index];
  }

  /** A column of layout {@code LONG}. */
  public LongColumn longs(int index) {
    return (LongColumn) columns[index];
  }

  /** A column of layout {@code DOUBLE}. */
  public DoubleColumn doubles(int index) {
    return (DoubleColumn) columns[index];
  }

  /** A column of layout {@code INT128}. */
  public Int128Column int128s(int index) {
    return (Int128Column) columns[index];
  }

  /** A column of layout {@code BYTES}. */
  public BytesColumn bytes(int index) {
    return (BytesColumn) columns[index];
  }

  /**
   * Closes a row.
   *
   * @throws IllegalStateException when a column has no cell for it, or two
   */
  public void endRow() {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].rows() != rows + 1) {
        throw new IllegalStateException(
            "row with a missing or doubled cell: " + schema.fields().get(i).name());
      }
    }
    rows++;
  }

  /**
   * Closes several rows at once, filled column by column.
   *
   * @throws IllegalStateException when a column has not one cell for each
   */
  public void endRows(int count) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].rows() != rows + count) {
        throw new IllegalStateException(
            count + " rows with a missing or surplus cell: " + schema.fields().get(i).name());
      }
    }
    rows += count;
  }

  /** Takes back the cells of rows that were not closed. */
  public void undoRow() {
    for (Column column : columns) {
      column.truncate(rows);
    }
  }

  /** Whether it holds enough to be handed on. */
  public boolean isFull() {
    return memory.used() >= full || rows >= MAX_ROWS;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return memory.used();
  }

  @Override
  public void close() {
    memory.close();
  }
}
