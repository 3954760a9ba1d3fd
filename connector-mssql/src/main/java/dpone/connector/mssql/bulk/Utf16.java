package dpone.connector.mssql.bulk;

/** From UTF-8 (RFC 3629) to UTF-16 with its little end first. */
final class Utf16 {
  private Utf16() {}

  /**
   * Turns text over.
   *
   * @param out at least twice as long as the text
   * @return bytes written
   * @throws UnfitCell when the bytes are not UTF-8
   */
  static int encode(byte[] data, int from, int to, byte[] out) throws UnfitCell {
    int at = from;
    int end = 0;
    while (at < to) {
      int b = data[at];
      if (b >= 0) {
        out[end] = (byte) b;
        out[end + 1] = 0;
        end += 2;
        at++;
        continue;
      }
      int length = b >= (byte) 0xF0 ? 4 : b >= (byte) 0xE0 ? 3 : 2;
      if (b < (byte) 0xC2 || b > (byte) 0xF4 || to - at < length) {
        throw malformed(at - from);
      }
      int point = b & (0x7F >> length);
      for (int i = 1; i < length; i++) {
        int next = data[at + i];
        if ((next & 0xC0) != 0x80) {
          throw malformed(at - from);
        }
        point = (point << 6) | (next & 0x3F);
      }
      end = put(point, length, out, end, at - from);
      at += length;
    }
    return end;
  }

  private static int put(int point, int length, byte[] out, int end, int place) throws UnfitCell {
    boolean overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) {
      throw malformed(place);
    }
    if (point < 0x10000) {
      return unit(point, out, end);
    }
    int above = point - 0x10000;
    return unit(0xDC00 | (above & 0x3FF), out, unit(0xD800 | (above >> 10), out, end));
  }

  private static int unit(int unit, byte[] out, int end) {
    out[end] = (byte) unit;
    out[end + 1] = (byte) (unit >> 8);
    return end + 2;
  }

  private static UnfitCell malformed(int place) {
    return new UnfitCell("the text is not UTF-8 at byte " + place);
  }
}
