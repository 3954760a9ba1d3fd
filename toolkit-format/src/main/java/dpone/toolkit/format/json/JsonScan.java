package dpone.toolkit.format.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the bytes of a JSON string that mean something, eight at a time. */
public final class JsonScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long ESCAPES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private JsonScan() {}

  /** Index of the first quote or backslash, or {@code to}. */
  public static int quoteOrEscape(byte[] data, int from, int to) {
    int i = from;
    while (i + 8 <= to) {
      long bytes = (long) LONGS.get(data, i);
      // A byte is zero where it is the one looked for; what is found above it may be wrong.
      long quotes = bytes ^ QUOTES;
      long escapes = bytes ^ ESCAPES;
      long found = ((quotes - ONES & ~quotes) | (escapes - ONES & ~escapes)) & TOPS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += 8;
    }
    while (i < to && data[i] != '"' && data[i] != '\\') {
      i++;
    }
    return i;
  }

  /**
   * Index of the first byte that does not stand for itself: a quote, a backslash, a control
   * character or one of several bytes; or {@code to}.
   */
  public static int special(byte[] data, int from, int to) {
    int i = from;
    while (i + 8 <= to) {
      long bytes = (long) LONGS.get(data, i);
      long quotes = bytes ^ QUOTES;
      long escapes = bytes ^ ESCAPES;
      long found =
          ((quotes - ONES & ~quotes)
                  | (escapes - ONES & ~escapes)
                  | (bytes - SPACES & ~bytes)
                  | bytes)
              & TOPS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += 8;
    }
    while (i < to && data[i] >= ' ' && data[i] != '"' && data[i] != '\\') {
      i++;
    }
    return i;
  }
}
