package dpone.connector.postgres.cdc;

import dpone.connector.postgres.copy.Wire;
import java.util.Arrays;

/** Rows in the binary form of COPY, one after the other. */
final class RowBuffer {
  private static final int SMALL = 64 << 10;

  private byte[] data = new byte[0];
  private int length;
  private int rows;

  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  int rows() {
    return rows;
  }

  void startRow(int cells) {
    room(2);
    Wire.int16(data, length, cells);
    length += 2;
    rows++;
  }

  void nothing() {
    room(4);
    Wire.int32(data, length, -1);
    length += 4;
  }

  void int16(int value) {
    room(6);
    Wire.int32(data, length, 2);
    Wire.int16(data, length + 4, value);
    length += 6;
  }

  void int64(long value) {
    room(12);
    Wire.int32(data, length, 8);
    Wire.int64(data, length + 4, value);
    length += 12;
  }

  void cell(byte[] source, int at, int size) {
    room(4 + size);
    Wire.int32(data, length, size);
    System.arraycopy(source, at, data, length + 4, size);
    length += 4 + size;
  }

  /** Takes back everything after a place. */
  void cut(int toLength, int toRows) {
    length = toLength;
    rows = toRows;
  }

  /** Forgets the rows; one huge row does not keep its memory. */
  void clear() {
    cut(0, 0);
    if (data.length > 16 * SMALL) {
      data = new byte[0];
    }
  }

  /** Index after the row that starts at a place. */
  static int rowEnd(byte[] data, int start) {
    int at = start + 2;
    for (int cells = Wire.int16(data, start); cells > 0; cells--) {
      at += 4 + Math.max(0, Wire.int32(data, at));
    }
    return at;
  }

  private void room(int count) {
    if (length + count > data.length) {
      data = Arrays.copyOf(data, Math.max(length + count, Math.max(SMALL, data.length * 2)));
    }
  }
}
