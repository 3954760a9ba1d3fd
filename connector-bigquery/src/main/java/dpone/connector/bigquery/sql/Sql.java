package dpone.connector.bigquery.sql;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names and literals.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical">GoogleSQL:
 *     lexical structure</a>
 */
public final class Sql {
  private Sql() {}

  /** A quoted name. */
  public static String name(String name) {
    return "`" + escaped(name, '`') + "`";
  }

  /** Quoted names with commas between. */
  public static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A literal of type STRING. */
  public static String text(String value) {
    return "'" + escaped(value, '\'') + "'";
  }

  private static String escaped(String text, char quote) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == quote) {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * A condition of a manifest in parentheses of its own, behind a line break so that a comment at
   * its end ends with it.
   */
  public static String condition(String condition) {
    return "(" + condition.strip() + "\n)";
  }
}
