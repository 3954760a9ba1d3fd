package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as months, days and microseconds, which no calendar-free arithmetic may merge. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class IntervalColumn extends Column {
  private int[] monthsAndDays;
  private long[] micros;

  IntervalColumn(BatchMemory memory, int cells) {
    super(memory);
    this.monthsAndDays = memory.ints(cells * 2);
    this.micros = memory.longs(cells);
  }

  /** Appends an interval. */
  public void append(int months, int days, long microseconds) {
    put(months, days, microseconds);
    added();
  }

  /** The months of a cell. */
  public int months(int row) {
    return monthsAndDays[row << 1];
  }

  /** The days of a cell. */
  public int days(int row) {
    return monthsAndDays[(row << 1) + 1];
  }

  /** The microseconds of a cell. */
  public long micros(int row) {
    return micros[row];
  }

  @Override
  void appendGap() {
    put(0, 0, 0);
  }

  @Override
  void truncateValues(int row) {
    // the next append overwrites
  }

  private void put(int months, int days, long microseconds) {
    int row = rows();
    if (row == micros.length) {
      long[] grown = memory.longs(row * 2);
      System.arraycopy(micros, 0, grown, 0, row);
      memory.recycle(micros);
      micros = grown;
    }
    if ((row << 1) + 1 >= monthsAndDays.length) {
      int[] grown = memory.ints(Math.max((row << 1) + 2, monthsAndDays.length * 2));
      System.arraycopy(monthsAndDays, 0, grown, 0, row << 1);
      memory.recycle(monthsAndDays);
      monthsAndDays = grown;
    }
    monthsAndDays[row << 1] = months;
    monthsAndDays[(row << 1) + 1] = days;
    micros[row] = microseconds;
  }
}
