package dpone.connector.mssql.cdc;

import dpone.connector.mssql.error.MsCode;
import java.util.HexFormat;

/**
 * A log sequence number, {@code binary(10)}, ordered as the server orders it; a version of change
 * tracking stands in {@code high}.
 *
 * @param high the first eight bytes, unsigned
 * @param low the last two bytes
 */
record Lsn(long high, int low) implements Comparable<Lsn> {
  static final Lsn ZERO = new Lsn(0, 0);
  static final Lsn LAST = new Lsn(-1L, 0xFFFF);

  private static final int BYTES = 10;
  private static final HexFormat HEX = HexFormat.of();

  /** Of the bytes that the server sends. */
  static Lsn of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a log sequence number of " + bytes.length + " bytes");
    }
    long high = 0;
    for (int i = 0; i < 8; i++) {
      high = (high << 8) | (bytes[i] & 0xFF);
    }
    return new Lsn(high, ((bytes[8] & 0xFF) << 8) | (bytes[9] & 0xFF));
  }

  /** A version of change tracking. */
  static Lsn version(long version) {
    return new Lsn(version, 0);
  }

  /** Reads what {@link #toString} writes. */
  static Lsn parse(String text) {
    try {
      if (text.length() == 2 + 2 * BYTES && text.startsWith("0x")) {
        return of(HEX.parseHex(text.substring(2)));
      }
    } catch (IllegalArgumentException notHex) {
      // Said below.
    }
    throw MsCode.PAYLOAD_UNREADABLE
        .error("cannot read a payload: " + text + " is no log sequence number")
        .build();
  }

  /** Reads what the views of the log write: three numbers in hexadecimal, with colons between. */
  static Lsn ofLog(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 3) {
        long high = Integer.toUnsignedLong(Integer.parseUnsignedInt(parts[0], 16));
        long middle = Integer.toUnsignedLong(Integer.parseUnsignedInt(parts[1], 16));
        int low = Integer.parseUnsignedInt(parts[2], 16);
        if (low >= 0 && low <= 0xFFFF) {
          return new Lsn(high << 32 | middle, low);
        }
      }
    } catch (NumberFormatException notHex) {
      // Said below.
    }
    throw MsCode.SERVER_ERROR
        .error("the server tells the end of its log as '" + text + "', which is no place in it")
        .build();
  }

  byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >> (8 * (7 - i)));
    }
    bytes[8] = (byte) (low >> 8);
    bytes[9] = (byte) low;
    return bytes;
  }

  /** The one after it, as {@code sys.fn_cdc_increment_lsn} gives it. */
  Lsn next() {
    return low == 0xFFFF ? new Lsn(high + 1, 0) : new Lsn(high, low + 1);
  }

  /** The one before it. */
  Lsn previous() {
    return low == 0 ? new Lsn(high - 1, 0xFFFF) : new Lsn(high, low - 1);
  }

  boolean before(Lsn other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Lsn other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Integer.compare(low, other.low);
  }

  /** As T-SQL writes it. */
  @Override
  public String toString() {
    return "0x" + HEX.withUpperCase().formatHex(bytes());
  }
}
