package dpone.toolkit.format.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written, in an array that grows and is used again. Not thread-safe. */
public final class ByteOutput {
  private byte[] data;
  private int length;

  /**
   * An empty output.
   *
   * @param capacity bytes to begin with
   */
  public ByteOutput(int capacity) {
    this.data = new byte[Math.max(16, capacity)];
  }

  /** The array behind it; valid up to {@link #length}, until the next write. */
  public byte[] array() {
    return data;
  }

  /** Bytes written. */
  public int length() {
    return length;
  }

  /** Drops everything from {@code position} on. */
  public void truncate(int position) {
    length = position;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(data, length);
  }

  /** Appends one byte. */
  public void write(int b) {
    ensure(1);
    data[length++] = (byte) b;
  }

  /** Appends a slice. */
  public void write(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, data, length, count);
    length += count;
  }

  /** Appends a whole array. */
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Appends text as UTF-8. */
  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends four bytes, the most significant first. */
  public void int32(int value) {
    ensure(4);
    data[length++] = (byte) (value >>> 24);
    data[length++] = (byte) (value >>> 16);
    data[length++] = (byte) (value >>> 8);
    data[length++] = (byte) value;
  }

  /** Appends four bytes, the least significant first. */
  public void int32Little(int value) {
    int32(Integer.reverseBytes(value));
  }

  /** Appends eight bytes, the least significant first. */
  public void int64Little(long value) {
    int32Little((int) value);
    int32Little((int) (value >>> 32));
  }

  /** Appends seven bits a byte, the lowest first, the top bit set on all but the last. */
  public void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      data[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    data[length++] = (byte) rest;
  }

  /** Appends a signed number so that small ones of either sign are short. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** Opens a gap of {@code count} bytes at {@code position}, for a length known only afterwards. */
  public void insert(int position, int count) {
    ensure(count);
    System.arraycopy(data, position, data, position + count, length - position);
    length += count;
  }

  /** Overwrites one byte. */
  public void set(int position, int b) {
    data[position] = (byte) b;
  }

  private void ensure(int more) {
    if (more > data.length - length) {
      long wanted = Math.max((long) length + more, data.length * 2L);
      if ((long) length + more > Integer.MAX_VALUE - 16) {
        throw new PoisonException(
            FormatCode.VALUE_OUT_OF_RANGE, null, "the record is larger than 2 GiB");
      }
      data = Arrays.copyOf(data, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }
}
