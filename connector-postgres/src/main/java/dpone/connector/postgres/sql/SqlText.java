package dpone.connector.postgres.sql;

import dpone.connector.postgres.error.PgCode;

/**
 * A user's query or condition as the server's own scanner divides it: quotes, comments and the
 * rest. It is put into parentheses of the connector's statements, so it must not leave them.
 */
public final class SqlText {
  private final String text;
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder driver = new StringBuilder();
  private int at;

  private SqlText(String text) {
    this.text = text;
  }

  /**
   * The text without a semicolon at its end.
   *
   * @throws dpone.spi.error.DponeException PG_INVALID_SQL if it would leave its parentheses
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

  /** The text with every question mark that is an operator doubled, as the driver wants it. */
  public static String forDriver(String text) {
    SqlText scanner = new SqlText(text);
    scanner.scan();
    return scanner.driver.toString();
  }

  /** Fills {@link #plain}: the text, as long as it was, with blanks for quotes and comments. */
  private void scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'') {
        quoted('\'', isEscapeString());
      } else if (c == '"') {
        quoted('"', false);
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        hide(end < 0 ? text.length() : end);
      } else if (text.startsWith("/*", at)) {
        comment();
      } else if (c == '$' && !isNamePart(at - 1)) {
        dollar();
      } else {
        plain.append(c);
        driver.append(c == '?' ? "??" : Character.toString(c));
        at++;
      }
    }
  }

  private boolean isEscapeString() {
    return at > 0
        && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
        && !isNamePart(at - 2);
  }

  private boolean isNamePart(int place) {
    return place >= 0
        && (Character.isLetterOrDigit(text.charAt(place))
            || text.charAt(place) == '_'
            || text.charAt(place) == '$');
  }

  private void quoted(char quote, boolean backslashes) {
    int i = at + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (backslashes && c == '\\') {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        // A quoted thing is something: it keeps the text from being empty.
        int start = plain.length();
        hide(i + 1);
        plain.setCharAt(start, 'x');
        return;
      }
    }
    throw invalid(text, "a quote is not closed");
  }

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
    hide(i);
  }

  private void dollar() {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '$' && isNamePart(end)) {
      end++;
    }
    boolean isTag =
        end < text.length()
            && text.charAt(end) == '$'
            && (end == at + 1 || !Character.isDigit(text.charAt(at + 1)));
    if (!isTag && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
      throw invalid(
          text, "it holds the parameter " + text.substring(at, end) + ", which has no value");
    }
    if (!isTag) {
      plain.append('$');
      driver.append('$');
      at++;
      return;
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    if (close < 0) {
      throw invalid(text, "a quote is not closed");
    }
    int start = plain.length();
    hide(close + tag.length());
    plain.setCharAt(start, 'x');
  }

  private void hide(int end) {
    driver.append(text, at, end);
    plain.repeat(' ', end - at);
    at = end;
  }

  private static RuntimeException invalid(String text, String why) {
    String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return PgCode.INVALID_SQL.error("cannot use the SQL '" + shown + "': " + why).build();
  }
}
