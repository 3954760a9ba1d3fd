package dpone.service.tds.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what tokens are made of, least significant byte first. */
public final class TdsWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  /** A byte. */
  public TdsWriter u8(int value) {
    out.write(value);
    return this;
  }

  /** A 16-bit integer. */
  public TdsWriter u16(int value) {
    return u8(value).u8(value >> 8);
  }

  /** A 32-bit integer. */
  public TdsWriter i32(int value) {
    return u16(value).u16(value >> 16);
  }

  /** A 64-bit integer. */
  public TdsWriter i64(long value) {
    return i32((int) value).i32((int) (value >> 32));
  }

  /** The lowest bytes of an integer. */
  TdsWriter unsigned(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      u8((int) (value >> (8 * i)));
    }
    return this;
  }

  /** Bytes as they are. */
  public TdsWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Text without a length. */
  TdsWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Text behind a length of one byte, cut where it does not fit. */
  public TdsWriter shortText(String text) {
    String fits = text.length() > 255 ? text.substring(0, 255) : text;
    return u8(fits.length()).text(fits);
  }

  /** Text behind a length of two bytes. */
  public TdsWriter longText(String text) {
    return u16(text.length()).text(text);
  }

  /** A part that was written elsewhere, behind its length of two bytes. */
  TdsWriter sized(TdsWriter part) {
    return u16(part.size()).bytes(part.take());
  }

  /** Bytes written and not taken. */
  public int size() {
    return out.size();
  }

  /** What was written since the last time. */
  public byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
