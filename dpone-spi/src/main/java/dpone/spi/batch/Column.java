package dpone.spi.batch;

import dpone.spi.annotation.Api;
import dpone.spi.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cells of one column, appended in order. Not thread-safe; a finished batch may be read by another
 * thread once it was handed over.
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public abstract sealed class Column
    permits IntColumn,
        LongColumn,
        DoubleColumn,
        Int128Column,
        BytesColumn,
        IntervalColumn,
        ListColumn,
        StructColumn {
  // Small, so that a table of 1,600 columns does not fill a batch before its first row.
  static final int FIRST_CAPACITY = 16;

  final BatchMemory memory;
  private int rows;
  private long @Nullable [] nulls;
  private long @Nullable [] unchanged;

  Column(BatchMemory memory) {
    this.memory = memory;
  }

  /** An empty column for that type. */
  public static Column create(DataType type, BatchMemory memory) {
    return create(type, memory, FIRST_CAPACITY);
  }

  /** An empty column with room for that many cells. */
  static Column create(DataType type, BatchMemory memory, int cells) {
    return switch (type.layout()) {
      case INT -> new IntColumn(memory, cells);
      case LONG -> new LongColumn(memory, cells);
      case DOUBLE -> new DoubleColumn(memory, cells);
      case INT128 -> new Int128Column(memory, cells);
      case BYTES -> new BytesColumn(memory, cells);
      case INTERVAL -> new IntervalColumn(memory, cells);
      case LIST -> new ListColumn(elementOf(type, memory, cells), memory, cells);
      case STRUCT -> new StructColumn(fieldsOf(type, memory, cells), memory);
    };
  }

  private static Column elementOf(DataType type, BatchMemory memory, int cells) {
    if (type instanceof DataType.Array array) {
      return create(array.element(), memory, cells);
    }
    if (type instanceof DataType.Mapping map) {
      return new StructColumn(
          new Column[] {create(map.key(), memory, cells), create(map.value(), memory, cells)},
          memory);
    }
    throw new IllegalArgumentException("not a list: " + type.text());
  }

  private static Column[] fieldsOf(DataType type, BatchMemory memory, int cells) {
    if (type instanceof DataType.Struct struct) {
      return struct.fields().stream()
          .map(f -> create(f.type(), memory, cells))
          .toArray(Column[]::new);
    }
    throw new IllegalArgumentException("not a struct: " + type.text());
  }

  /** Cells in this column. */
  public final int rows() {
    return rows;
  }

  /** Whether the cell is null. */
  public final boolean isNull(int row) {
    return isSet(nulls, row);
  }

  /** Whether any cell is null or unchanged. */
  public final boolean hasGaps() {
    return nulls != null || unchanged != null;
  }

  /** What stands in the cell. */
  public final CellState state(int row) {
    if (isSet(nulls, row)) {
      return CellState.NULL;
    }
    return isSet(unchanged, row) ? CellState.UNCHANGED : CellState.VALUE;
  }

  /** Appends a null. */
  public final void appendNull() {
    nulls = set(nulls, rows);
    appendGap();
    rows++;
  }

  /** Appends a cell that the change does not carry. */
  public final void appendUnchanged() {
    unchanged = set(unchanged, rows);
    appendGap();
    rows++;
  }

  /** Drops the cells from {@code row} on, so that a row that failed half way leaves no trace. */
  public final void truncate(int row) {
    if (row > rows) {
      return;
    }
    // Also with row == rows: a list or struct that was not closed has cells in its children.
    for (int i = row; i < rows; i++) {
      clear(nulls, i);
      clear(unchanged, i);
    }
    truncateValues(row);
    rows = row;
  }

  /** Appends whatever keeps the layout aligned for a cell without a value. */
  abstract void appendGap();

  /** Drops values from {@code row} on. */
  abstract void truncateValues(int row);

  final void added() {
    rows++;
  }

  private static boolean isSet(long @Nullable [] bits, int row) {
    int word = row >>> 6;
    return bits != null && word < bits.length && (bits[word] >>> row & 1L) != 0;
  }

  private static void clear(long @Nullable [] bits, int row) {
    if (bits != null && row >>> 6 < bits.length) {
      bits[row >>> 6] &= ~(1L << row);
    }
  }

  private long[] set(long @Nullable [] bits, int row) {
    int word = row >>> 6;
    long[] target = bits;
    if (target == null || word >= target.length) {
      int old = target == null ? 0 : target.length;
      long[] grown = memory.longs(Math.max(word + 1, Math.max(FIRST_CAPACITY >>> 6, old * 2)));
      Arrays.fill(grown, old, grown.length, 0);
      if (target != null) {
        System.arraycopy(target, 0, grown, 0, old);
        memory.recycle(target);
      }
      target = grown;
    }
    target[word] |= 1L << row;
    return target;
  }
}
