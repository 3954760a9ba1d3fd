package dpone.connector.clickhouse.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A type as the server spells it, taken apart one level deep.
 *
 * @param name such as {@code Decimal}
 * @param arguments what stands in the parentheses, such as {@code 10} and {@code 2}
 */
record TypeName(String name, List<String> arguments) {
  /** Reads a spelling; parentheses and commas within quotes belong to the quoted text. */
  static TypeName parse(String text) {
    String spelled = text.strip();
    int open = spelled.indexOf('(');
    if (open < 0 || !spelled.endsWith(")")) {
      return new TypeName(spelled, List.of());
    }
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int from = open + 1;
    for (int i = open + 1; i < spelled.length() - 1; i++) {
      char c = spelled.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '`') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        arguments.add(spelled.substring(from, i).strip());
        from = i + 1;
      }
    }
    arguments.add(spelled.substring(from, spelled.length() - 1).strip());
    return new TypeName(spelled.substring(0, open).strip(), arguments);
  }

  /** The only argument, or the first. */
  String argument() {
    return arguments.get(0);
  }

  /** An argument that is a number. */
  int number(int index) {
    return Integer.parseInt(arguments.get(index));
  }

  /** The text of an argument that is a literal in single quotes. */
  static String unquoted(String literal) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < literal.length() - 1; i++) {
      char c = literal.charAt(i);
      text.append(c == '\\' ? literal.charAt(++i) : c);
    }
    return text.toString();
  }
}
