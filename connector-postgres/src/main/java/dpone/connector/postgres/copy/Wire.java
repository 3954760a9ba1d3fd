package dpone.connector.postgres.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Constants and byte order of the binary COPY format. */
public final class Wire {
  /** Name of the wire format. */
  public static final String FORMAT = "postgres-copy-binary";

  /** Days from 1970-01-01 to PostgreSQL's day zero, 2000-01-01. */
  static final int EPOCH_DAYS = 10_957;

  /** The same in microseconds. */
  static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  /** Signature, flags, length of the extension. */
  static final int HEADER = SIGNATURE.length + 8;

  private Wire() {}

  /** What a stream starts with. */
  public static byte[] header() {
    byte[] header = new byte[HEADER];
    System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
    return header;
  }

  /** What a stream ends with. */
  public static byte[] trailer() {
    return new byte[] {(byte) 0xFF, (byte) 0xFF};
  }

  /** The layout of rows with columns of these shapes. */
  public static String layout(List<String> shapes) {
    return shapes.stream()
        .map(s -> s.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  /** The shapes of a layout. */
  public static List<String> shapes(String layout) {
    List<String> shapes = new ArrayList<>();
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < layout.length(); i++) {
      char c = layout.charAt(i);
      if (c == ',') {
        shapes.add(shape.toString());
        shape.setLength(0);
      } else if (c == '\\' && i + 1 < layout.length()) {
        shape.append(layout.charAt(++i));
      } else {
        shape.append(c);
      }
    }
    if (!layout.isEmpty()) {
      shapes.add(shape.toString());
    }
    return shapes;
  }

  static boolean isSignature(byte[] data, int at) {
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (data[at + i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  // By bytes and shifts: without the second compiler a VarHandle costs two to three times as much.

  /** Reads a signed number of 16 bits. */
  public static int int16(byte[] data, int at) {
    return (data[at] << 8) | (data[at + 1] & 0xFF);
  }

  /** Reads a number of 32 bits. */
  public static int int32(byte[] data, int at) {
    return (data[at] << 24)
        | ((data[at + 1] & 0xFF) << 16)
        | ((data[at + 2] & 0xFF) << 8)
        | (data[at + 3] & 0xFF);
  }

  /** Reads a number of 64 bits. */
  public static long int64(byte[] data, int at) {
    return ((long) int32(data, at) << 32) | (int32(data, at + 4) & 0xFFFF_FFFFL);
  }

  /** Writes a number of 16 bits. */
  public static void int16(byte[] data, int at, int value) {
    data[at] = (byte) (value >> 8);
    data[at + 1] = (byte) value;
  }

  /** Writes a number of 32 bits. */
  public static void int32(byte[] data, int at, int value) {
    data[at] = (byte) (value >> 24);
    data[at + 1] = (byte) (value >> 16);
    data[at + 2] = (byte) (value >> 8);
    data[at + 3] = (byte) value;
  }

  /** Writes a number of 64 bits. */
  public static void int64(byte[] data, int at, long value) {
    int32(data, at, (int) (value >>> 32));
    int32(data, at + 4, (int) value);
  }
}
