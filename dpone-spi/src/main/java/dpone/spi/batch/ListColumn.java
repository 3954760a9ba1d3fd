package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as runs of one child column: arrays, and maps as lists of two-field structs. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class ListColumn extends Column {
  private final Column elements;
  private int[] ends;

  ListColumn(Column elements, BatchMemory memory, int cells) {
    super(memory);
    this.elements = elements;
    this.ends = memory.ints(cells);
  }

  /** The column the elements are appended to; then {@link #endList} closes the cell. */
  public Column elements() {
    return elements;
  }

  /** Closes a cell: everything appended to {@link #elements} since the last one belongs to it. */
  public void endList() {
    setEnd(elements.rows());
    added();
  }

  /**
   * Closes a cell where the elements of several were appended together.
   *
   * @param end index after its last element, not below that of the cell before
   */
  public void endList(int end) {
    if (end < start(rows()) || end > elements.rows()) {
      throw new IllegalStateException("list that ends where no element is: " + end);
    }
    setEnd(end);
    added();
  }

  /** Index of a cell's first element. */
  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Index after a cell's last element. */
  public int end(int row) {
    return ends[row];
  }

  @Override
  void appendGap() {
    int start = start(rows());
    elements.truncate(start);
    setEnd(start);
  }

  @Override
  void truncateValues(int row) {
    elements.truncate(start(row));
  }

  private void setEnd(int position) {
    int row = rows();
    if (row == ends.length) {
      int[] grown = memory.ints(row * 2);
      System.arraycopy(ends, 0, grown, 0, row);
      memory.recycle(ends);
      ends = grown;
    }
    ends[row] = position;
  }
}
