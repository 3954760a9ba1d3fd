package dpone.connector.mssql.bulk;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encoders of bytes and of text, which is turned from UTF-8 into UTF-16. */
final class BytesEncoders {
  private BytesEncoders() {}

  /**
   * Arrays of exact lengths, each used again for the next cell of that length: the driver copies a
   * cell before it asks for the next row.
   */
  private static final class Exact {
    private final byte[][] arrays = new byte[StageColumn.SHORT + 1][];

    byte[] of(int length) {
      if (length > StageColumn.SHORT) {
        return new byte[length];
      }
      byte[] array = arrays[length];
      if (array == null) {
        array = new byte[length];
        arrays[length] = array;
      }
      return array;
    }
  }

  /** Bytes as they are. */
  static class Bytes extends CellEncoder {
    private final Exact exact = new Exact();
    private @Nullable BytesColumn column;

    Bytes(int at) {
      super(at);
    }

    @Override
    void batch(Column next) {
      column = (BytesColumn) next;
    }

    @Override
    void put(int row, @Nullable Object[] out) throws UnfitCell {
      BytesColumn cells = java.util.Objects.requireNonNull(column, "batch() first");
      byte[] data = cells.data();
      put(data, cells.start(row), cells.end(row), out);
    }

    void put(byte[] data, int from, int to, @Nullable Object[] out) throws UnfitCell {
      byte[] cell = array(to - from);
      System.arraycopy(data, from, cell, 0, cell.length);
      place(cell, out);
    }

    byte[] array(int length) {
      return exact.of(length);
    }

    void place(byte[] cell, @Nullable Object[] out) {
      boolean fits = cell.length <= StageColumn.SHORT;
      out[at] = fits ? cell : null;
      out[at + 1] = fits ? null : cell;
    }

    @Override
    void putNull(@Nullable Object[] out) {
      out[at] = null;
      out[at + 1] = null;
    }
  }

  /** Text. */
  static final class Text extends Bytes {
    private byte[] scratch = new byte[512];

    Text(int at) {
      super(at);
    }

    @Override
    void put(byte[] data, int from, int to, @Nullable Object[] out) throws UnfitCell {
      // No UTF-8 of n bytes needs more than 2n bytes of UTF-16.
      if (scratch.length < (long) (to - from) * 2) {
        scratch = new byte[Math.max(scratch.length * 2, Math.multiplyExact(to - from, 2))];
      }
      int length = Utf16.encode(data, from, to, scratch);
      byte[] cell = array(length);
      System.arraycopy(scratch, 0, cell, 0, length);
      place(cell, out);
      if (scratch.length > 1 << 20) {
        scratch = Arrays.copyOf(scratch, 512);
      }
    }
  }
}
