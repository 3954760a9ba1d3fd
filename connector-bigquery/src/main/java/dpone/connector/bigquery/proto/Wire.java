package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.Out;

/**
 * The wire format of protocol buffers.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: encoding</a>
 */
final class Wire {
  /** Type of a number of as many bytes as it takes. */
  static final int VARINT = 0;

  /** Type of a number of eight bytes. */
  static final int FIXED = 1;

  /** Type of whatever has its length before it. */
  static final int LENGTH = 2;

  private Wire() {}

  /** What stands before a field's value. */
  static int key(int number, int type) {
    return number << 3 | type;
  }

  /** A number in groups of seven bits, the lowest first; one below zero takes ten bytes. */
  static void varint(long value, Out out) {
    out.ensure(10);
    byte[] data = out.data();
    int at = out.length();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      data[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    data[at++] = (byte) rest;
    out.truncate(at);
  }

  /** How many bytes a number takes. */
  static int size(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /**
   * Leaves room for a length that is known later.
   *
   * @param width bytes that it will most likely take
   * @return where it stands, for {@link #end}
   */
  static int begin(int width, Out out) {
    int at = out.length();
    out.ensure(width);
    out.truncate(at + width);
    return at;
  }

  /** Writes the length of what was written since, and moves that if the length takes other room. */
  static void end(int begin, int width, Out out) {
    int from = begin + width;
    int length = out.length() - from;
    int taken = size(length);
    // Before anything is taken back: what grows keeps only what counts.
    out.ensure(10);
    if (taken != width) {
      System.arraycopy(out.data(), from, out.data(), begin + taken, length);
    }
    out.truncate(begin);
    varint(length, out);
    out.truncate(begin + taken + length);
  }
}
