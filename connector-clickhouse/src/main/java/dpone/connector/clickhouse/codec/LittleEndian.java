package dpone.connector.clickhouse.codec;

/**
 * Numbers as the server has them. By bytes and shifts: without the second compiler a VarHandle
 * costs two to three times as much.
 */
public final class LittleEndian {
  private LittleEndian() {}

  /** Writes a number of 16 bits. */
  static void int16(byte[] data, int at, int value) {
    data[at] = (byte) value;
    data[at + 1] = (byte) (value >> 8);
  }

  /** Writes a number of 32 bits. */
  public static void int32(byte[] data, int at, int value) {
    data[at] = (byte) value;
    data[at + 1] = (byte) (value >> 8);
    data[at + 2] = (byte) (value >> 16);
    data[at + 3] = (byte) (value >> 24);
  }

  /** Writes a number of 64 bits. */
  public static void int64(byte[] data, int at, long value) {
    int32(data, at, (int) value);
    int32(data, at + 4, (int) (value >>> 32));
  }
}
