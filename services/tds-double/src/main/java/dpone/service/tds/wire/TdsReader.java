package dpone.service.tds.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what tokens are made of, least significant byte first. What is too long is refused before
 * it is read.
 */
public final class TdsReader {
  /** No single value of a test is longer. */
  static final int LIMIT = 64 << 20;

  private final InputStream in;

  /** Reads from a message. */
  public TdsReader(InputStream in) {
    this.in = in;
  }

  /** The next byte, or -1 at the end of the message. */
  public int next() throws IOException {
    return in.read();
  }

  /** An unsigned byte. */
  public int u8() throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new TdsException("the message ends too early");
    }
    return read;
  }

  /** An unsigned 16-bit integer. */
  public int u16() throws IOException {
    return u8() | u8() << 8;
  }

  /** A 32-bit integer. */
  public int i32() throws IOException {
    return u16() | u16() << 16;
  }

  /** An unsigned 32-bit integer. */
  public long u32() throws IOException {
    return i32() & 0xFFFF_FFFFL;
  }

  /** A 64-bit integer. */
  public long i64() throws IOException {
    return u32() | u32() << 32;
  }

  /** An unsigned integer of up to eight bytes. */
  long unsigned(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) u8() << (8 * i);
    }
    return value;
  }

  /** So many bytes. */
  public byte[] bytes(long length) throws IOException {
    if (length < 0 || length > LIMIT) {
      throw new TdsException("a length of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new TdsException("the message ends too early");
    }
    return bytes;
  }

  /** Text of so many UTF-16 units. */
  public String text(int units) throws IOException {
    return new String(bytes(2L * units), StandardCharsets.UTF_16LE);
  }

  /** Text behind a length of one byte. */
  public String shortText() throws IOException {
    return text(u8());
  }

  /** Text behind a length of two bytes. */
  public String longText() throws IOException {
    return text(u16());
  }

  /** All that is left. */
  public byte[] rest() throws IOException {
    return in.readAllBytes();
  }
}
