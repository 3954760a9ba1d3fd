package dpone.connector.kafka.format.avro;

import dpone.toolkit.format.cell.Refusal;

/** A place in one Avro value. */
final class AvroInput {
  private static final int SPARE_ITEMS = 1_000_000;

  private byte[] data = {};
  private int at;
  private int end;
  private long items;

  void open(byte[] source, int offset, int length) {
    data = source;
    at = offset;
    end = offset + length;
    items = (long) length + SPARE_ITEMS;
  }

  byte[] data() {
    return data;
  }

  int position() {
    return at;
  }

  int left() {
    return end - at;
  }

  /** A number of up to 64 bits, seven in a byte, zigzag. */
  long int64() {
    if (at < end && data[at] >= 0) {
      long small = data[at++];
      return small >>> 1 ^ -(small & 1);
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw early();
      }
      int b = data[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw Refusal.malformed("a number of the Avro value has more than 64 bits");
  }

  int int32() {
    long value = int64();
    if (value != (int) value) {
      throw Refusal.malformed("an int of the Avro value has more than 32 bits");
    }
    return (int) value;
  }

  int bits32() {
    int from = skip(4);
    return (data[from] & 0xFF)
        | (data[from + 1] & 0xFF) << 8
        | (data[from + 2] & 0xFF) << 16
        | (data[from + 3] & 0xFF) << 24;
  }

  long bits64() {
    long low = bits32() & 0xFFFF_FFFFL;
    return low | (long) bits32() << 32;
  }

  boolean bool() {
    int b = data[skip(1)];
    if (b != 0 && b != 1) {
      throw Refusal.malformed("a boolean of the Avro value is neither 0 nor 1");
    }
    return b == 1;
  }

  /** A length, which the bytes that are left can hold. */
  int length() {
    long length = int64();
    if (length < 0 || length > left()) {
      throw early();
    }
    return (int) length;
  }

  /** Steps over that many bytes; where they begin. */
  int skip(int count) {
    if (count > end - at) {
      throw early();
    }
    int from = at;
    at += count;
    return from;
  }

  /**
   * Items of the next block of an array or map; 0 at its end. An item may be of no bytes at all, so
   * their number is bounded for the value as a whole.
   */
  long block() {
    long count = int64();
    if (count < 0) {
      count = -count;
      length();
    }
    items -= count;
    if (count < 0 || items < 0) {
      throw Refusal.malformed("an array of the Avro value is longer than its bytes");
    }
    return count;
  }

  private static RuntimeException early() {
    return Refusal.malformed("the Avro value ends too early");
  }
}
