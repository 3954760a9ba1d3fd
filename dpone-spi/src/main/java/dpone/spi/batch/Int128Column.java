package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as two {@code long}: unscaled decimals up to 38 digits (two's complement) and UUIDs. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class Int128Column extends Column {
  private long[] values;

  Int128Column(BatchMemory memory) {
    super(memory);
    this.values = memory.longs(FIRST_CAPACITY * 2);
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
      long[] grown = memory.longs(Math.max(at + 2, values.length * 2));
      System.arraycopy(values, 0, grown, 0, at);
      memory.recycle(values);
      values = grown;
    }
    values[at] = high;
    values[at + 1] = low;
  }
}
