package dpone.connector.clickhouse.codec;

import dpone.spi.batch.BatchMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes on their way to the server, little endian, gathered and handed on in pieces. Used by one
 * thread.
 */
public final class Out {
  /** Takes a full piece; the array is used again afterwards. */
  @FunctionalInterface
  public interface Target {
    /** Takes the first {@code length} bytes. */
    void take(byte[] piece, int length);
  }

  /** Writes some of the cells of one width, side by side. */
  @FunctionalInterface
  interface Cells {
    /**
     * Writes them.
     *
     * @param from first of them
     * @param to end of them
     * @param at where in {@code into} they begin
     */
    void write(int from, int to, byte[] into, int at);
  }

  private final byte[] piece;
  private final int size;
  private final Target target;
  private int at;

  /** Gathers pieces of about that size. */
  public Out(BatchMemory memory, int size, Target target) {
    this.piece = memory.bytes(size);
    this.size = size;
    this.target = target;
  }

  /** Hands on what was gathered. */
  public void flush() {
    if (at > 0) {
      int length = at;
      at = 0;
      target.take(piece, length);
    }
  }

  private void room(int bytes) {
    if (at + bytes > size) {
      flush();
    }
  }

  void u8(int value) {
    room(1);
    piece[at++] = (byte) value;
  }

  void i64(long value) {
    room(8);
    LittleEndian.int64(piece, at, value);
    at += 8;
  }

  /** Writes cells of one width, as many at a time as there is room for. */
  void cells(int count, int width, Cells cells) {
    int done = 0;
    while (done < count) {
      room(width);
      int end = Math.min(count, done + (size - at) / width);
      cells.write(done, end, piece, at);
      at += (end - done) * width;
      done = end;
    }
  }

  /** Copies numbers as they are. */
  void ints(int[] values, int from, int count) {
    cells(
        count,
        Integer.BYTES,
        (begin, end, into, to) ->
            view(into, to, (end - begin) * Integer.BYTES)
                .asIntBuffer()
                .put(values, from + begin, end - begin));
  }

  /** Copies numbers as they are. */
  void longs(long[] values, int from, int count) {
    cells(
        count,
        Long.BYTES,
        (begin, end, into, to) ->
            view(into, to, (end - begin) * Long.BYTES)
                .asLongBuffer()
                .put(values, from + begin, end - begin));
  }

  /** Copies numbers as they are. */
  void doubles(double[] values, int from, int count) {
    cells(
        count,
        Double.BYTES,
        (begin, end, into, to) ->
            view(into, to, (end - begin) * Double.BYTES)
                .asDoubleBuffer()
                .put(values, from + begin, end - begin));
  }

  private static ByteBuffer view(byte[] bytes, int at, int length) {
    return ByteBuffer.wrap(bytes, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      piece[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    piece[at++] = (byte) rest;
  }

  void zeros(int count) {
    cells(
        count, 1, (from, to, into, begin) -> Arrays.fill(into, begin, begin + to - from, (byte) 0));
  }

  /** Adds bytes behind their length. */
  void blob(byte[] source, int offset, int length) {
    if (length < 0x80 && length < size - at) {
      piece[at++] = (byte) length;
      System.arraycopy(source, offset, piece, at, length);
      at += length;
    } else {
      varint(length);
      bytes(source, offset, length);
    }
  }

  /** Adds bytes as they are. */
  public void bytes(byte[] source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      room(1);
      int part = Math.min(left, size - at);
      System.arraycopy(source, from, piece, at, part);
      at += part;
      from += part;
      left -= part;
    }
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    blob(utf8, 0, utf8.length);
  }
}
