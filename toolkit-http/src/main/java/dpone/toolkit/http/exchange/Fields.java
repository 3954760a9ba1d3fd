package dpone.toolkit.http.exchange;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Header fields of requests (RFC 9110, section 5). */
final class Fields {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

  /** What frames and routes a message belongs to the client alone. */
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private Fields() {}

  /**
   * Returns if the field can be sent; its value, which may be a secret, is not shown.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a header");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header " + name + " is not to be set");
    }
    // A line break in it would begin a header of somebody else's making.
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F || c > 0xFF)) {
      throw new IllegalArgumentException(
          "the value of header " + name + " has characters that a header cannot have");
    }
  }
}
