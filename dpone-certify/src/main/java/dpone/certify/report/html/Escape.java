package dpone.certify.report.html;

/** Makes any text harmless between tags and between double quotes. */
final class Escape {
  private static final char INSTEAD = '\uFFFD';

  private Escape() {}

  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      case '\n', '\t' -> safe.append((char) c);
      case '\r' -> safe.append('\n');
      default -> safe.appendCodePoint(shown(c) ? c : INSTEAD);
    }
  }

  /** What a page may hold, without the signs that make the text around them read backwards. */
  private static boolean shown(int c) {
    boolean control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean none = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    boolean turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !control && !surrogate && !none && !turning;
  }
}
