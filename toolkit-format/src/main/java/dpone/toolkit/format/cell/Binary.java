package dpone.toolkit.format.cell;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import dpone.toolkit.format.codec.ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes and UUIDs as text. */
public final class Binary {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] DIGITS = new byte[128];

  static {
    for (int i = 0; i < DIGITS.length; i++) {
      DIGITS[i] = (byte) Character.digit(i, 16);
    }
  }

  private Binary() {}

  /** Appends the bytes that base64 text stands for, padded or not. */
  public static void fromBase64(byte[] data, int from, int to, BytesColumn column) {
    byte[] text = java.util.Arrays.copyOfRange(data, from, to);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      column.append(bytes, 0, bytes.length);
    } catch (IllegalArgumentException e) {
      throw Refusal.notA("base64", data, from, to);
    }
  }

  /** Appends the bytes that hexadecimal text stands for. */
  public static void fromHex(byte[] data, int from, int to, BytesColumn column) {
    if ((to - from) % 2 != 0) {
      throw Refusal.notA("hexadecimal text", data, from, to);
    }
    byte[] bytes = new byte[(to - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int digits = digit(data[from + 2 * i]) << 4 | digit(data[from + 2 * i + 1]);
      if (digits < 0) {
        throw Refusal.notA("hexadecimal text", data, from, to);
      }
      bytes[i] = (byte) digits;
    }
    column.append(bytes, 0, bytes.length);
  }

  /** Appends base64 text. */
  public static void toBase64(byte[] data, int from, int to, ByteOutput out) {
    out.write(Base64.getEncoder().encode(java.util.Arrays.copyOfRange(data, from, to)));
  }

  /** Appends hexadecimal text. */
  public static void toHex(byte[] data, int from, int to, ByteOutput out) {
    for (int i = from; i < to; i++) {
      out.write(HEX[data[i] >> 4 & 15]);
      out.write(HEX[data[i] & 15]);
    }
  }

  /** Appends a UUID out of its text of 36 characters. */
  public static void uuid(byte[] data, int from, int to, Int128Column column) {
    if (to - from != 36) {
      throw Refusal.notA("uuid", data, from, to);
    }
    if (data[from + 8] != '-'
        || data[from + 13] != '-'
        || data[from + 18] != '-'
        || data[from + 23] != '-') {
      throw Refusal.notA("uuid", data, from, to);
    }
    long first = hex(data, from, 8);
    long second = hex(data, from + 9, 4);
    long third = hex(data, from + 14, 4);
    long fourth = hex(data, from + 19, 4);
    long last = hex(data, from + 24, 12);
    if ((first | second | third | fourth | last) < 0) {
      throw Refusal.notA("uuid", data, from, to);
    }
    long high = (first << 32) | (second << 16) | third;
    long low = (fourth << 48) | last;
    column.append(high, low);
  }

  /** At most 15 digits as a number; negative when one of them is none. */
  private static long hex(byte[] data, int from, int count) {
    long value = 0;
    long wrong = 0;
    for (int i = from; i < from + count; i++) {
      int digit = digit(data[i]);
      wrong |= digit;
      value = value << 4 | (digit & 15);
    }
    return wrong < 0 ? -1 : value;
  }

  /** Appends a UUID's text. */
  public static void uuid(long high, long low, ByteOutput out) {
    for (int i = 0; i < 32; i++) {
      if (i == 8 || i == 12 || i == 16 || i == 20) {
        out.write('-');
      }
      long half = i < 16 ? high : low;
      out.write(HEX[(int) (half >>> (60 - 4 * (i & 15))) & 15]);
    }
  }

  /** Value of a hexadecimal digit; negative for every other byte. */
  private static int digit(int c) {
    return c < 0 ? -1 : DIGITS[c];
  }
}
