package dpone.connector.mssql.sql;

import dpone.connector.mssql.error.MsCode;

/**
 * A user's query or condition as the server's own scanner divides it: quotes, brackets and
 * comments. It is put into parentheses of the connector's statements, so it must not leave them.
 */
public final class SqlText {
  private static final int SHOWN = 200;

  private final String text;
  private final StringBuilder plain = new StringBuilder();
  private int at;

  private SqlText(String text) {
    this.text = text;
  }

  /**
   * The text without a semicolon at its end.
   *
   * @throws dpone.spi.error.DponeException MSSQL_INVALID_SQL if it would leave its parentheses
   */
  public static String enclosed(String text) {
    SqlText scanner = new SqlText(text);
    scanner.scan();
    String plain = scanner.plain.toString();
    int end = plain.length();
    while (end > 0
        && (plain.charAt(end - 1) == ';' || Character.isWhitespace(plain.charAt(end - 1)))) {
      end--;
    }
    int depth = 0;
    for (int i = 0; i < end; i++) {
      char c = plain.charAt(i);
      if (c == ';') {
        throw invalid(text, "it holds more than one statement");
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        throw invalid(text, "it closes a parenthesis that it did not open");
      }
    }
    if (depth > 0) {
      throw invalid(text, "it does not close a parenthesis");
    }
    if (end == 0) {
      throw invalid(text, "it is empty");
    }
    // What follows is blank, semicolons and comments.
    int semicolon = plain.indexOf(";", end);
    return semicolon < 0 ? text : text.substring(0, semicolon);
  }

  /** Fills {@link #plain}: the text, as long as it was, with blanks for comments, x for quotes. */
  private void scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '[') {
        quoted(']');
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        hide(end < 0 ? text.length() : end, ' ');
      } else if (text.startsWith("/*", at)) {
        comment();
      } else {
        plain.append(c);
        at++;
      }
    }
  }

  private void quoted(char quote) {
    int i = at + 1;
    while (i < text.length()) {
      if (text.charAt(i) != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        hide(i + 1, 'x');
        return;
      }
    }
    throw invalid(text, "a quote or bracket is not closed");
  }

  /** Comments of this kind stand in each other. */
  private void comment() {
    int depth = 0;
    int i = at;
    do {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else if (i >= text.length()) {
        throw invalid(text, "a comment is not closed");
      } else {
        i++;
      }
    } while (depth > 0);
    hide(i, ' ');
  }

  private void hide(int end, char by) {
    plain.repeat(by, end - at);
    at = end;
  }

  private static RuntimeException invalid(String text, String why) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return MsCode.INVALID_SQL.error("cannot use the SQL '" + shown + "': " + why).build();
  }
}
