package dpone.connector.postgres.cdc.pgoutput;

import dpone.connector.postgres.error.PgCode;

/** Places in the server's log: unsigned numbers of 64 bits. */
public final class Lsn {
  private Lsn() {}

  /** The server's own spelling, such as {@code 0/16B3748}. */
  public static String text(long lsn) {
    return Long.toHexString(lsn >>> 32).toUpperCase(java.util.Locale.ROOT)
        + "/"
        + Long.toHexString(lsn & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT);
  }

  /** Reads the server's spelling. */
  public static long parse(String text) {
    int slash = text.indexOf('/');
    try {
      if (slash > 0) {
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        if (high >>> 32 == 0 && low >>> 32 == 0) {
          return high << 32 | low;
        }
      }
    } catch (NumberFormatException notOne) {
      // falls through
    }
    throw PgCode.PAYLOAD_UNREADABLE.error("'" + text + "' is no place in the log").build();
  }

  /** Whether a lies before b. */
  public static boolean before(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  /** The later of two. */
  public static long later(long a, long b) {
    return before(a, b) ? b : a;
  }
}
