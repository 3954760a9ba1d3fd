package dpone.connector.clickhouse.codec;

import dpone.spi.batch.BatchMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes on their way to the server, little endian, gathered and handed on in pieces. Used by one
 * thread.
 */
public final class Out {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Takes a full piece; the array is used again afterwards. */
  @FunctionalInterface
  public interface Target {
    /** Takes the first {@code length} bytes. */
    void take(byte[] piece, int length);
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

  void i16(int value) {
    room(2);
    SHORT.set(piece, at, (short) value);
    at += 2;
  }

  void i32(int value) {
    room(4);
    INT.set(piece, at, value);
    at += 4;
  }

  void i64(long value) {
    room(8);
    LONG.set(piece, at, value);
    at += 8;
  }

  void f32(float value) {
    i32(Float.floatToRawIntBits(value));
  }

  void f64(double value) {
    i64(Double.doubleToRawLongBits(value));
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
    for (int i = 0; i < count; i++) {
      u8(0);
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
    varint(utf8.length);
    bytes(utf8, 0, utf8.length);
  }
}
