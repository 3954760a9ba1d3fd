package dpone.connector.kafka.format.cell;

import dpone.connector.kafka.format.codec.ByteOutput;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Int128Column;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes and UUIDs as text. */
public final class Binary {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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
    long high = 0;
    long low = 0;
    for (int i = 0, digits = 0; i < 36; i++) {
      int c = data[from + i];
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          throw Refusal.notA("uuid", data, from, to);
        }
        continue;
      }
      int digit = digit(c);
      if (digit < 0) {
        throw Refusal.notA("uuid", data, from, to);
      }
      if (digits++ < 16) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    column.append(high, low);
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

  private static int digit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
