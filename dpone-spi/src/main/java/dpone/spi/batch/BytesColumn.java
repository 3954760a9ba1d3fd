package dpone.spi.batch;

import dpone.spi.annotation.Api;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.charset.StandardCharsets;

/** Cells as slices of one {@code byte[]}: text (UTF-8), bytes, JSON, enums, decimals as text. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class BytesColumn extends Column {
  /** Bytes below which data grow in larger steps. */
  private static final int SMALL = 4096;

  private int[] ends;
  private byte[] data;

  BytesColumn(BatchMemory memory, int cells) {
    super(memory);
    this.ends = memory.ints(cells);
    this.data = memory.bytes(FIRST_CAPACITY * 8);
  }

  /** Appends a copy of a slice. */
  public void append(byte[] source, int offset, int length) {
    int row = rows();
    int start = start(row);
    if (length > data.length - start) {
      grow(start, length);
    }
    System.arraycopy(source, offset, data, start, length);
    setEnd(row, start + length);
    added();
  }

  /** Appends text as UTF-8; for values outside the hot path. */
  public void append(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    append(utf8, 0, utf8.length);
  }

  /**
   * The bytes of all cells; a cell is {@link #start} to {@link #end}. Not to be changed or kept.
   */
  public byte[] data() {
    return data;
  }

  /** Index of a cell's first byte. */
  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Index after a cell's last byte. */
  public int end(int row) {
    return ends[row];
  }

  /** A cell as text; for messages and tests, not for the hot path. */
  public String text(int row) {
    return new String(data, start(row), end(row) - start(row), StandardCharsets.UTF_8);
  }

  @Override
  void appendGap() {
    setEnd(rows(), start(rows()));
  }

  @Override
  void truncateValues(int row) {
    // the next append overwrites
  }

  private void setEnd(int row, int position) {
    if (row == ends.length) {
      growEnds();
    }
    ends[row] = position;
  }

  private void growEnds() {
    int[] grown = memory.ints(ends.length * 2);
    System.arraycopy(ends, 0, grown, 0, ends.length);
    memory.recycle(ends);
    ends = grown;
  }

  private void grow(int start, int length) {
    long wanted = (long) start + length;
    if (wanted > Integer.MAX_VALUE - 16) {
      throw DponeException.of(
              ErrorCategory.DATA, "CELL_TOO_LARGE", "column data of one batch exceeds 2 GiB")
          .remedy("lower runtime.memory or leave the column out")
          .build();
    }
    long larger = data.length * (data.length < SMALL ? 4L : 2L);
    int size = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(wanted, larger));
    byte[] grown = memory.bytes(size);
    System.arraycopy(data, 0, grown, 0, start);
    memory.recycle(data);
    data = grown;
  }
}
