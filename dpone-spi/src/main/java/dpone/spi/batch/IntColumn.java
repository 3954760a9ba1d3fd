package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as {@code int[]}: booleans, whole numbers up to 32 bits, dates. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class IntColumn extends Column {
  private int[] values;

  IntColumn(BatchMemory memory, int cells) {
    super(memory);
    this.values = memory.ints(cells);
  }

  /** Appends a value. */
  public void append(int value) {
    put(value);
    added();
  }

  /** The value of a cell; undefined where there is none. */
  public int get(int row) {
    return values[row];
  }

  /** The array itself for loops over the whole column; not to be changed or kept. */
  public int[] array() {
    return values;
  }

  @Override
  void appendGap() {
    put(0);
  }

  @Override
  void truncateValues(int row) {
    // the next append overwrites
  }

  private void put(int value) {
    int row = rows();
    if (row == values.length) {
      grow();
    }
    values[row] = value;
  }

  // Apart, so that what runs for each cell stays small enough to be compiled into its caller.
  private void grow() {
    int[] grown = memory.ints(values.length * 2);
    System.arraycopy(values, 0, grown, 0, values.length);
    memory.recycle(values);
    values = grown;
  }
}
