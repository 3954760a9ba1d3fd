package dpone.connector.bigquery.encode;

import dpone.spi.batch.BatchMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that grow within memory that somebody else reserved. Used by one thread. */
public final class Out {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final BatchMemory memory;
  private byte[] data;
  private int length;

  /** Room for that many bytes at first. */
  public Out(BatchMemory memory, int room) {
    this.memory = memory;
    this.data = memory.bytes(room);
  }

  /** The bytes; only the first {@link #length()} count. Not to be kept. */
  public byte[] data() {
    return data;
  }

  /** Bytes written. */
  public int length() {
    return length;
  }

  /** Takes back what was written from there on. */
  public void truncate(int to) {
    length = to;
  }

  /** Makes room for that many more bytes. */
  public void ensure(int more) {
    if (more > data.length - length) {
      long wanted = Math.max((long) length + more, data.length * 2L);
      byte[] grown = memory.bytes((int) Math.min(Integer.MAX_VALUE - 16, wanted));
      System.arraycopy(data, 0, grown, 0, length);
      memory.recycle(data);
      data = grown;
    }
  }

  /** One byte. */
  public void octet(int value) {
    ensure(1);
    data[length++] = (byte) value;
  }

  /** Bytes as they are. */
  public void raw(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, data, length, count);
    length += count;
  }

  /**
   * A whole number, zig-zag and in groups of seven bits, as Avro writes {@code int} and {@code
   * long}.
   */
  public void number(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    int at = length;
    while ((rest & ~0x7fL) != 0) {
      data[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    data[at++] = (byte) rest;
    length = at;
  }

  /** A number of 64 bits, the lowest byte first. */
  public void fixed(long value) {
    ensure(8);
    LONG_LE.set(data, length, value);
    length += 8;
  }

  /** A number of 32 bits, the lowest byte first. */
  public void fixed32(int value) {
    ensure(4);
    INT_LE.set(data, length, value);
    length += 4;
  }

  /** A number that is not negative, in groups of seven bits, the lowest first. */
  public void unsigned(int value) {
    int rest = value;
    while (rest > 0x7f) {
      octet((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    octet(rest);
  }

  /** Bytes with their number before them. */
  public void bytes(byte[] source, int offset, int count) {
    number(count);
    raw(source, offset, count);
  }

  /** Moves what stands from {@code from} on to the beginning. */
  public void shift(int from) {
    System.arraycopy(data, from, data, 0, length - from);
    length -= from;
  }
}
