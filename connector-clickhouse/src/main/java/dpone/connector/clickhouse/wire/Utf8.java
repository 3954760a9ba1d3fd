package dpone.connector.clickhouse.wire;

/** Whether bytes are text. */
final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] data, int from, int to) {
    int at = from;
    while (to - at >= 8 && ((long) NativeInput.LONG.get(data, at) & HIGH_BITS) == 0) {
      at += 8;
    }
    while (at < to) {
      int first = data[at];
      if (first >= 0) {
        at++;
        continue;
      }
      int length = length(first);
      if (length == 0 || at + length > to || !continues(data, at, length)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private static int length(int first) {
    int b = first & 0xFF;
    if (b < 0xC2 || b > 0xF4) {
      return 0;
    }
    return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
  }

  private static boolean continues(byte[] data, int at, int length) {
    for (int i = 1; i < length; i++) {
      if ((data[at + i] & 0xC0) != 0x80) {
        return false;
      }
    }
    int first = data[at] & 0xFF;
    int second = data[at + 1] & 0xFF;
    return switch (first) {
      // Too long a form of a smaller character, half of a pair, and beyond the last character.
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
