package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as two {@code long}: unscaled decimals up to 38 digits (two's complement) and UUIDs. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class Int128Column extends Column {
  private long[] values;

  Int128Column(BatchMemory memory, int cells) {
    super(memory);
    this.values = memory.longs(cells * 2);
  }

  /** Appends a value by its two halves. */
  public void append(long high, long low) {
    put(high, low);
    added();
  }

  /** Appends a value that fits 64 bits. */
  public void append(long value) {
    append(value >> 63, value);
  }

  /** The upper half of a cell, with the sign. */
  public long high(int row) {
    return values[row << 1];
  }

  /** The lower half of a cell. */
  public long low(int row) {
    return values[(row << 1) + 1];
  }

  /**
   * The array itself for loops over the whole column, the upper half of each cell before its lower
   * one; not to be changed or kept.
   */
  public long[] array() {
    return values;
  }

  @Override
  void appendGap() {
    put(0, 0);
  }

  @Override
  void truncateValues(int row) {
    // the next append overwrites
  }

  private void put(long high, long low) {
    int at = rows() << 1;
    if (at + 1 >= values.length) {
      grow();
    }
    values[at] = high;
    values[at + 1] = low;
  }

  private void grow() {
    long[] grown = memory.longs(values.length * 2);
    System.arraycopy(values, 0, grown, 0, values.length);
    memory.recycle(values);
    values = grown;
  }
}
