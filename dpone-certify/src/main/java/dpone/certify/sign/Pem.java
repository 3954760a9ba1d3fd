package dpone.certify.sign;

/** The text form of keys. */
final class Pem {
  private Pem() {}

  /** The base64 between the lines of that label, or the whole text where it has no such lines. */
  static String body(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 && !text.contains("-----")) {
      return text.replaceAll("\\s", "");
    }
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("there is no " + label);
    }
    return text.substring(from + begin.length(), to).replaceAll("\\s", "");
  }
}
