package dpone.service.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, name, literal or sign of a statement.
 *
 * @param text as it was written
 * @param start where it begins
 * @param end where it ends
 * @param depth how many parentheses are open around it
 */
record Token(String text, int start, int end, int depth) {
  /** Whether it is that keyword outside of all parentheses. */
  boolean is(String keyword) {
    return depth == 0 && text.toUpperCase(Locale.ROOT).equals(keyword);
  }

  /** Whether it is a name in backticks. */
  boolean quoted() {
    return text.startsWith("`");
  }

  /** A name without its backticks. */
  String name() {
    return quoted() ? unescaped(text.substring(1, text.length() - 1)) : text;
  }

  /** A literal of text without its quotes. */
  String literal() {
    return unescaped(text.substring(1, text.length() - 1));
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      at += 2;
      switch (next) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 'x' -> {
          out.append((char) Integer.parseInt(text, at, at + 2, 16));
          at += 2;
        }
        default -> out.append(next);
      }
    }
    return out.toString();
  }

  /** The tokens of a statement, without spaces and comments. */
  static List<Token> of(String sql) {
    List<Token> tokens = new ArrayList<>();
    int depth = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = at + 1;
      if (Character.isWhitespace(c)) {
        at = end;
        continue;
      }
      if (c == '#' || sql.startsWith("--", at)) {
        int line = sql.indexOf('\n', at);
        at = line < 0 ? sql.length() : line + 1;
        continue;
      }
      if (sql.startsWith("/*", at)) {
        int close = sql.indexOf("*/", at + 2);
        at = close < 0 ? sql.length() : close + 2;
        continue;
      }
      if (c == '\'' || c == '"' || c == '`') {
        end = closing(sql, at, c);
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '@') {
        while (end < sql.length() && word(sql.charAt(end))) {
          end++;
        }
      }
      if (c == ')' || c == ']') {
        depth--;
      }
      tokens.add(new Token(sql.substring(at, end), at, end, depth));
      if (c == '(' || c == '[') {
        depth++;
      }
      at = end;
    }
    return tokens;
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '@';
  }

  private static int closing(String sql, int at, char quote) {
    int end = at + 1;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      if (c == quote) {
        return end + 1;
      }
      end += c == '\\' ? 2 : 1;
    }
    throw new SqlFailure("invalidQuery", "Syntax error: Unclosed string literal at " + at);
  }
}
