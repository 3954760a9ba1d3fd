package dpone.service.mssql.parse;

import java.util.ArrayList;
import java.util.List;

/** A place among the pieces of a statement. */
final class Cursor {
  private final List<Token> tokens;
  private int at;

  Cursor(String sql) {
    tokens = Lexer.read(sql);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean ended() {
    return peek().kind() == Token.Kind.END;
  }

  /** Takes some words if they come next. */
  boolean took(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).word(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean tookSign(String sign) {
    if (peek().sign(sign)) {
      at++;
      return true;
    }
    return false;
  }

  void want(String... words) {
    if (!took(words)) {
      throw wrong();
    }
  }

  void wantSign(String sign) {
    if (!tookSign(sign)) {
      throw wrong();
    }
  }

  SqlError wrong() {
    return SqlError.syntax(peek().text());
  }

  /** One name. */
  String name() {
    Token token = next();
    if (token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.WORD) {
      return token.text();
    }
    throw SqlError.syntax(token.text());
  }

  /** A name of up to four parts. */
  List<String> names() {
    List<String> parts = new ArrayList<>();
    parts.add(name());
    while (tookSign(".")) {
      parts.add(name());
    }
    return parts;
  }

  /** Names in parentheses. */
  List<String> list() {
    List<String> all = new ArrayList<>();
    wantSign("(");
    do {
      all.add(name());
      if (!took("ASC")) {
        took("DESC");
      }
    } while (tookSign(","));
    wantSign(")");
    return all;
  }

  long whole() {
    Token token = next();
    if (token.kind() != Token.Kind.NUMBER) {
      throw SqlError.syntax(token.text());
    }
    return Long.parseLong(token.text());
  }

  String text() {
    Token token = next();
    if (token.kind() != Token.Kind.TEXT) {
      throw SqlError.syntax(token.text());
    }
    return token.text();
  }
}
