package dpone.connector.clickhouse.sql;

import java.util.List;
import java.util.stream.Collectors;

/** Names and literals, quoted. */
public final class Sql {
  private Sql() {}

  /** A name in backquotes; reserved words, capitals and anything else stay what they are. */
  public static String name(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** Names in backquotes, with commas between. */
  public static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** Text as a literal. */
  public static String text(String value) {
    return "'"
        + value
            .replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\0", "\\0")
        + "'";
  }

  /**
   * A key as {@code system.tables} has it, without the parentheses that stand around it when it was
   * written with them.
   */
  public static String key(String key) {
    int depth = 0;
    for (int i = 0; i < key.length(); i++) {
      depth += key.charAt(i) == '(' ? 1 : key.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        boolean whole = i > 0 && i == key.length() - 1 && key.charAt(0) == '(';
        return whole ? key.substring(1, i) : key;
      }
    }
    return key;
  }

  /** Texts as literals, with commas between. */
  public static String texts(List<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", "));
  }

  /** A condition of the user's own, kept together whatever it holds, also a comment at its end. */
  public static String condition(String condition) {
    return "(" + condition + "\n)";
  }
}
