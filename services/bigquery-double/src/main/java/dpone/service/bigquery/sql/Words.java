package dpone.service.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a statement from left to right; what does not stand where it has to is an error. */
final class Words {
  private final String sql;
  private final List<Token> tokens;
  private int at;

  Words(String sql) {
    this.sql = sql;
    this.tokens = Token.of(sql);
  }

  boolean ended() {
    return at >= tokens.size();
  }

  /** Whether these keywords stand next; takes them if they do. */
  boolean take(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(keywords[i])) {
        return false;
      }
    }
    at += keywords.length;
    return true;
  }

  void need(String... keywords) {
    if (!take(keywords)) {
      throw SqlFailure.unknown(String.join(" ", keywords) + " is missing in " + shortened());
    }
  }

  private String shortened() {
    return sql.length() > 120 ? sql.substring(0, 120) + "..." : sql;
  }

  /** The next token, whatever it is. */
  Token next() {
    if (ended()) {
      throw SqlFailure.unknown("the end of " + shortened());
    }
    return tokens.get(at++);
  }

  /** A name in backticks or without. */
  String name() {
    return next().name();
  }

  /** An alias behind AS, or a word that stands for none. */
  String alias(String otherwise) {
    return take("AS") ? next().text() : otherwise;
  }

  /** Text up to one of these keywords outside of parentheses, or to the end. */
  String until(String... keywords) {
    return until(token -> {
      for (String keyword : keywords) {
        if (token.is(keyword)) {
          return true;
        }
      }
      return false;
    });
  }

  String until(Predicate<Token> stop) {
    int from = at;
    while (!ended() && !stop.test(tokens.get(at))) {
      at++;
    }
    return from == at ? "" : sql.substring(tokens.get(from).start(), tokens.get(at - 1).end());
  }

  /** What stands in the parentheses that begin here. */
  String group() {
    Token open = next();
    if (!open.text().equals("(")) {
      throw SqlFailure.unknown("no parenthesis at " + open.start() + " of " + shortened());
    }
    while (!(tokens.get(at).text().equals(")") && tokens.get(at).depth() == open.depth())) {
      next();
    }
    Token close = next();
    return sql.substring(open.end(), close.start());
  }

  /**
   * Parts between commas that stand outside of parentheses.
   *
   * @param ofTypes whether angle brackets enclose, too, as they do in types
   */
  static List<String> parts(String list, boolean ofTypes) {
    List<String> parts = new ArrayList<>();
    Words words = new Words(list);
    while (!words.ended()) {
      int[] angles = {0};
      parts.add(
          words.until(token -> {
            if (ofTypes && token.text().equals("<")) {
              angles[0]++;
            } else if (ofTypes && token.text().equals(">")) {
              angles[0]--;
            }
            return angles[0] <= 0 && token.is(",");
          }));
      if (!words.ended()) {
        words.next();
      }
    }
    return parts;
  }
}
