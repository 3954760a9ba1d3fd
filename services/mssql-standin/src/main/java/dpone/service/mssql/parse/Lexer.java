package dpone.service.mssql.parse;

import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into pieces. */
final class Lexer {
  private static final List<String> PAIRS = List.of("<>", "<=", ">=", "!=", "::");
  private static final String SINGLE = "(),;.=<>+-*/%&";

  private final String sql;
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  static List<Token> read(String sql) {
    Lexer lexer = new Lexer(sql);
    List<Token> tokens = new ArrayList<>();
    Token token = lexer.next();
    while (token.kind() != Token.Kind.END) {
      tokens.add(token);
      token = lexer.next();
    }
    tokens.add(token);
    return tokens;
  }

  private Token next() {
    blanks();
    if (at >= sql.length()) {
      return new Token(Token.Kind.END, "");
    }
    char c = sql.charAt(at);
    if (c == '[') {
      return quoted(Token.Kind.NAME, ']');
    }
    if (c == '"') {
      return quoted(Token.Kind.NAME, '"');
    }
    if (c == '\'') {
      return quoted(Token.Kind.TEXT, '\'');
    }
    if ((c == 'N' || c == 'n') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
      at++;
      return quoted(Token.Kind.TEXT, '\'');
    }
    if (Character.isDigit(c)) {
      return number();
    }
    if (Character.isLetter(c) || c == '_' || c == '@' || c == '#' || c == '$') {
      int from = at;
      while (at < sql.length() && inWord(sql.charAt(at))) {
        at++;
      }
      return new Token(Token.Kind.WORD, sql.substring(from, at));
    }
    for (String pair : PAIRS) {
      if (sql.startsWith(pair, at)) {
        at += 2;
        return new Token(Token.Kind.SIGN, pair);
      }
    }
    if (SINGLE.indexOf(c) >= 0) {
      at++;
      return new Token(Token.Kind.SIGN, String.valueOf(c));
    }
    throw SqlError.syntax(String.valueOf(c));
  }

  private static boolean inWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '#' || c == '$';
  }

  private Token number() {
    int from = at;
    if (sql.startsWith("0x", at) || sql.startsWith("0X", at)) {
      at += 2;
      while (at < sql.length() && Character.digit(sql.charAt(at), 16) >= 0) {
        at++;
      }
      return new Token(Token.Kind.BYTES, sql.substring(from + 2, at));
    }
    while (at < sql.length() && (Character.isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
      at++;
    }
    if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
      at++;
      if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
        at++;
      }
      while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
        at++;
      }
    }
    return new Token(Token.Kind.NUMBER, sql.substring(from, at));
  }

  private Token quoted(Token.Kind kind, char end) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != end) {
        text.append(c);
      } else if (at < sql.length() && sql.charAt(at) == end) {
        text.append(c);
        at++;
      } else {
        return new Token(kind, text.toString());
      }
    }
    throw new SqlError(
        105, 15, "Unclosed quotation mark after the character string '" + text + "'.");
  }

  private void blanks() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return;
      }
    }
  }
}
