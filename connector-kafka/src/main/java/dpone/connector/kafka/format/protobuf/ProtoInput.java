package dpone.connector.kafka.format.protobuf;

import dpone.toolkit.format.cell.Refusal;

/** A place in one message. */
final class ProtoInput {
  private static final int DEEPEST = 100;

  private byte[] data = {};
  private int at;
  private int end;
  private int depth;

  void open(byte[] source, int offset, int length) {
    data = source;
    at = offset;
    end = offset + length;
    depth = 0;
  }

  byte[] data() {
    return data;
  }

  int position() {
    return at;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Narrows the input to the next {@code length} bytes; the end to go back to. */
  int enter() {
    int length = length();
    if (++depth > DEEPEST) {
      throw Refusal.malformed("messages are nested deeper than " + DEEPEST + " levels");
    }
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Back to the message around. */
  void leave(int outer) {
    depth--;
    at = end;
    end = outer;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw early();
      }
      int b = data[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw Refusal.malformed("a number of the message has more than 64 bits");
  }

  int tag() {
    long tag = varint();
    if (tag >>> 32 != 0 || tag >>> 3 == 0) {
      throw Refusal.malformed("a field of the message has no valid number");
    }
    return (int) tag;
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

  int length() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw early();
    }
    return (int) length;
  }

  int skip(int count) {
    if (count > end - at) {
      throw early();
    }
    int from = at;
    at += count;
    return from;
  }

  /** Steps over the value of a tag. */
  void skipValue(int tag) {
    switch (tag & 7) {
      case 0 -> varint();
      case 1 -> skip(8);
      case 2 -> skip(length());
      case 3 -> group(tag >>> 3);
      case 5 -> skip(4);
      default -> throw Refusal.malformed("a field of the message has no valid wire type");
    }
  }

  private void group(int number) {
    if (++depth > DEEPEST) {
      throw Refusal.malformed("messages are nested deeper than " + DEEPEST + " levels");
    }
    for (int tag = tag(); (tag & 7) != 4; tag = tag()) {
      skipValue(tag);
      if (at == end) {
        throw early();
      }
    }
    if (data[at - 1] < 0 || number == 0) {
      throw early();
    }
    depth--;
  }

  private static RuntimeException early() {
    return Refusal.malformed("the message ends too early");
  }
}
