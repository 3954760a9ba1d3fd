package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as {@code long[]}: whole numbers of 64 bits, times, timestamps. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class LongColumn extends Column {
  private long[] values;

  LongColumn(BatchMemory memory) {
    super(memory);
    this.values = memory.longs(FIRST_CAPACITY);
  }

  /** Appends a value. */
  public void append(long value) {
    put(value);
    added();
  }

  /** The value of a cell; undefined where there is none. */
  public long get(int row) {
    return values[row];
  }

  /** The array itself for loops over the whole column; not to be changed or kept. */
  public long[] array() {
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

  private void put(long value) {
    int row = rows();
    if (row == values.length) {
      long[] grown = memory.longs(row * 2);
      System.arraycopy(values, 0, grown, 0, row);
      memory.recycle(values);
      values = grown;
    }
    values[row] = value;
  }
}
