package dpone.service.mssql.store;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A place in a database's log.
 *
 * @param high file and block, as the first eight bytes have it
 * @param slot the last two bytes
 */
public record Lsn(long high, int slot) implements Comparable<Lsn> {
  /** Before every other one. */
  public static final Lsn ZERO = new Lsn(0, 0);

  /** Where logs begin. */
  static final Lsn FIRST = new Lsn(0x2AL << 32 | 0x10, 1);

  private static final int BYTES = 10;
  private static final int SLOTS = 0xF000;

  /** Of ten bytes; shorter ones are filled up with zeros, as {@code binary(10)} is. */
  public static Lsn of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(java.util.Arrays.copyOf(bytes, BYTES));
    return new Lsn(buffer.getLong(), Short.toUnsignedInt(buffer.getShort()));
  }

  /** As ten bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putShort((short) slot).array();
  }

  /** The place of the record so many after the first one of the next block. */
  Lsn record(long number) {
    return new Lsn(high + 1 + number / SLOTS, 1 + (int) (number % SLOTS));
  }

  /** As the views of the log write it. */
  public String text() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits((int) (high >>> 32))
        + ":"
        + hex.toHexDigits((int) high)
        + ":"
        + hex.toHexDigits((short) slot);
  }

  @Override
  public int compareTo(Lsn other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Integer.compare(slot, other.slot);
  }
}
