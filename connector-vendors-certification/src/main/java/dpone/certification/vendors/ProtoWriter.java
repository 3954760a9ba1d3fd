package dpone.certification.vendors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes messages of Protocol Buffers field by field, without the vendor's generated classes.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A whole number, an enum's value, or a truth as 0 or 1. */
  ProtoWriter number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** A double by its bits. */
  ProtoWriter fixed64(int field, long bits) {
    varint((long) field << 3 | FIXED_64);
    little(bits, 8);
    return this;
  }

  /** A float by its bits. */
  ProtoWriter fixed32(int field, int bits) {
    varint((long) field << 3 | FIXED_32);
    little(bits, 4);
    return this;
  }

  /** Whole numbers or enums one behind the other; nothing for none. */
  ProtoWriter packed(int field, long... values) {
    ProtoWriter together = new ProtoWriter();
    for (long value : values) {
      together.varint(value);
    }
    return values.length == 0 ? this : message(field, together);
  }

  /** Bytes, or a message. */
  ProtoWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** A message. */
  ProtoWriter message(int field, ProtoWriter message) {
    return bytes(field, message.toByteArray());
  }

  /** A text. */
  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Fields that were written elsewhere. */
  ProtoWriter all(ProtoWriter other) {
    out.writeBytes(other.toByteArray());
    return this;
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void little(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (8 * i)) & 0xFF);
    }
  }

  /** What was written so far. */
  byte[] toByteArray() {
    return out.toByteArray();
  }
}
