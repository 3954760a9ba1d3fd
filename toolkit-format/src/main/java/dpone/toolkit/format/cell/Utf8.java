package dpone.toolkit.format.cell;

/** Checks of UTF-8. */
public final class Utf8 {
  private Utf8() {}

  /** Refuses a slice that is not UTF-8. */
  public static void check(byte[] data, int from, int to) {
    int at = from;
    while (at < to) {
      if (data[at] >= 0) {
        at++;
      } else {
        at = next(data, at, to);
      }
    }
  }

  /** Writes a character that is no surrogate; tells the index after it. */
  public static int encode(int code, byte[] to, int at) {
    int i = at;
    if (code < 0x80) {
      to[i++] = (byte) code;
    } else if (code < 0x800) {
      to[i++] = (byte) (0xC0 | code >> 6);
      to[i++] = (byte) (0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      to[i++] = (byte) (0xE0 | code >> 12);
      to[i++] = (byte) (0x80 | (code >> 6 & 0x3F));
      to[i++] = (byte) (0x80 | (code & 0x3F));
    } else {
      to[i++] = (byte) (0xF0 | code >> 18);
      to[i++] = (byte) (0x80 | (code >> 12 & 0x3F));
      to[i++] = (byte) (0x80 | (code >> 6 & 0x3F));
      to[i++] = (byte) (0x80 | (code & 0x3F));
    }
    return i;
  }

  /** Index after the character of several bytes that begins at {@code at}. */
  public static int next(byte[] data, int at, int to) {
    int lead = data[at] & 0xFF;
    int more = lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 0;
    more = lead >= 0xF0 && lead < 0xF5 ? 3 : more;
    if (more == 0 || at + more >= to) {
      throw Refusal.malformed("the text is not UTF-8");
    }
    int second = data[at + 1] & 0xFF;
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    boolean good = second >= low && second <= high;
    for (int i = 2; i <= more; i++) {
      good &= (data[at + i] & 0xC0) == 0x80;
    }
    if (!good) {
      throw Refusal.malformed("the text is not UTF-8");
    }
    return at + more + 1;
  }
}
