package dpone.connector.postgres.copy;

import java.util.Arrays;

/**
 * Collects encoded cells and hands them on when it is full. It grows only for an array cell, whose
 * length stands before its contents.
 */
final class CellBuffer {
  /** Takes what was collected. */
  interface Drain {
    void write(byte[] data, int offset, int length);
  }

  private final Drain drain;
  private final int full;
  private final short[] groups = new short[16];
  private byte[] data;
  private int length;
  private int held = -1;

  CellBuffer(int full, Drain drain) {
    this.full = full;
    this.drain = drain;
    this.data = new byte[full + 64];
  }

  /** A scratch array for the groups of a number of at most 19 digits. */
  short[] groups() {
    return groups;
  }

  void int8(int value) {
    room(1);
    data[length++] = (byte) value;
  }

  void int16(int value) {
    room(2);
    Wire.int16(data, length, value);
    length += 2;
  }

  void int32(int value) {
    room(4);
    Wire.int32(data, length, value);
    length += 4;
  }

  void int64(long value) {
    room(8);
    Wire.int64(data, length, value);
    length += 8;
  }

  /** Appends a slice; one that does not fit goes out by itself, without being copied. */
  void bytes(byte[] source, int start, int end) {
    int count = end - start;
    if (count > full && held < 0) {
      flush();
      drain.write(source, start, count);
      return;
    }
    room(count);
    System.arraycopy(source, start, data, length, count);
    length += count;
  }

  /** Starts a cell whose length is not known yet. */
  void openCell() {
    room(4);
    held = length;
    length += 4;
  }

  /** Fills in the length of the cell that was opened. */
  void closeCell() {
    Wire.int32(data, held, length - held - 4);
    held = -1;
    if (length > full) {
      flush();
    }
    if (data.length > 16 * full) {
      // One giant cell must not keep its memory for the rest of the split.
      flush();
      data = new byte[full + 64];
    }
  }

  void flush() {
    if (length > 0) {
      drain.write(data, 0, length);
      length = 0;
    }
  }

  private void room(int count) {
    if (length + count <= data.length) {
      return;
    }
    if (held < 0) {
      flush();
    }
    if (length + count > data.length) {
      data = Arrays.copyOf(data, Math.max(length + count, data.length * 2));
    }
  }
}
