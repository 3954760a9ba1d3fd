package dpone.connector.clickhouse.target;

import java.util.List;

/** The clauses behind a table's engine, as the server writes them, in one line. Pure. */
final class EngineClauses {
  private static final List<String> LAYOUT =
      List.of(" PARTITION BY ", " PRIMARY KEY ", " ORDER BY ", " SAMPLE BY ");
  private static final List<String> REST = List.of(" TTL ", " SETTINGS ");

  private EngineClauses() {}

  /**
   * Partition, primary, sorting and sampling key to the letter: parts go from one table to another
   * only where these are spelled alike.
   */
  static String layout(String engine) {
    int from = first(engine, LAYOUT, 0);
    if (from < 0) {
      return " ORDER BY tuple()";
    }
    int to = first(engine, REST, from);
    return to < 0 ? engine.substring(from) : engine.substring(from, to);
  }

  /** Where one of the words stands outside of parentheses and quotes; -1 if none does. */
  private static int first(String text, List<String> words, int start) {
    int depth = 0;
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '`' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (depth == 0 && c == ' ') {
        for (String word : words) {
          if (text.startsWith(word, i)) {
            return i;
          }
        }
      }
    }
    return -1;
  }
}
