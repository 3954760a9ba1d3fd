package dpone.connector.clickhouse.type;

import dpone.connector.clickhouse.error.ChCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the server's spelling of types. */
final class TypeParser {
  private static final int DEEPEST = 64;

  /** Types whose parentheses hold types with names, or without. */
  private static final Set<String> NAMED = Set.of("Tuple", "Nested");

  /** Types whose parentheses hold types alone. */
  private static final Set<String> WRAPPING =
      Set.of("Nullable", "LowCardinality", "Array", "Map", "Variant");

  private final String text;
  private int at;

  TypeParser(String text) {
    this.text = text;
  }

  ChType whole() {
    ChType type = type(0);
    blanks();
    if (at != text.length()) {
      throw unreadable("something follows it");
    }
    return type;
  }

  private ChType type(int depth) {
    if (depth > DEEPEST) {
      throw unreadable("it is nested too deep");
    }
    blanks();
    int start = at;
    String name = word();
    if (name.isEmpty()) {
      throw unreadable("a name is missing");
    }
    List<String> parameters = new ArrayList<>();
    List<ChType> elements = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      arguments(name, depth, parameters, elements, names);
    }
    return new ChType(text.substring(start, at), name, parameters, elements, names);
  }

  private void arguments(
      String name, int depth, List<String> parameters, List<ChType> elements, List<String> names) {
    blanks();
    if (at < text.length() && text.charAt(at) == ')') {
      at++;
      return;
    }
    while (true) {
      boolean first = parameters.isEmpty() && elements.isEmpty();
      if (WRAPPING.contains(name) || (name.equals("SimpleAggregateFunction") && !first)) {
        elements.add(type(depth + 1));
      } else if (NAMED.contains(name)) {
        element(depth, elements, names);
      } else {
        parameters.add(parameter());
      }
      blanks();
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      } else if (at < text.length() && text.charAt(at) == ')') {
        at++;
        return;
      } else {
        throw unreadable("a parenthesis is not closed");
      }
    }
  }

  /** {@code name Type} or {@code Type}. */
  private void element(int depth, List<ChType> elements, List<String> names) {
    blanks();
    int start = at;
    String name = at < text.length() && text.charAt(at) == '`' ? quoted('`') : word();
    blanks();
    boolean named =
        !name.isEmpty()
            && at < text.length()
            && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_');
    if (named) {
      names.add(name);
    } else {
      at = start;
    }
    elements.add(type(depth + 1));
  }

  /** Anything up to the comma or parenthesis that ends it. */
  private String parameter() {
    int start = at;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '`') {
        quoted(c);
        continue;
      }
      if (depth == 0 && (c == ',' || c == ')')) {
        return text.substring(start, at).strip();
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    throw unreadable("a parenthesis is not closed");
  }

  private String quoted(char quote) {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw unreadable("a quote is not closed");
    }
    at++;
    return unquoted(text.substring(start, at));
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** The text within quotes of either kind. */
  static String unquoted(String spelled) {
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < spelled.length() - 1; i++) {
      char c = spelled.charAt(i);
      if (c != '\\' || i + 2 >= spelled.length()) {
        plain.append(c);
        continue;
      }
      char escaped = spelled.charAt(++i);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case '0' -> plain.append('\0');
        default -> plain.append(escaped);
      }
    }
    return plain.toString();
  }

  private RuntimeException unreadable(String why) {
    return ChCode.TYPE_REFUSED.error("cannot read the type " + text + ": " + why).build();
  }
}
