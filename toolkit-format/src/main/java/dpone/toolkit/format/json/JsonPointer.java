package dpone.toolkit.format.json;

import dpone.toolkit.format.input.BodyCode;
import java.util.ArrayList;
import java.util.List;

/** JSON Pointers (RFC 6901). */
public final class JsonPointer {
  private JsonPointer() {}

  /**
   * The names and indexes of a pointer; none for the empty one, which is the whole value.
   *
   * @throws dpone.spi.error.DponeException FORMAT_PATH_SYNTAX when it is none
   */
  public static List<String> tokens(String pointer) {
    List<String> tokens = new ArrayList<>();
    if (pointer.isEmpty()) {
      return tokens;
    }
    if (pointer.charAt(0) != '/') {
      throw bad(pointer, "it does not begin with /");
    }
    for (String token : pointer.substring(1).split("/", -1)) {
      tokens.add(unescape(token, pointer));
    }
    return tokens;
  }

  /** The pointer to a member of the whole value. */
  public static String of(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static String unescape(String token, String pointer) {
    if (token.indexOf('~') < 0) {
      return token;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c != '~') {
        out.append(c);
        continue;
      }
      char escaped = ++i < token.length() ? token.charAt(i) : ' ';
      if (escaped != '0' && escaped != '1') {
        throw bad(pointer, "~ stands for itself as ~0, and ~1 for /");
      }
      out.append(escaped == '0' ? '~' : '/');
    }
    return out.toString();
  }

  private static RuntimeException bad(String pointer, String why) {
    return BodyCode.PATH_SYNTAX
        .error("the pointer cannot be read, since " + why + ": " + pointer)
        .build();
  }
}
