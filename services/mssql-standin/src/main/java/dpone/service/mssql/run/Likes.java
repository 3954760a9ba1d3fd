package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.run.Typed.Condition;
import java.util.regex.Pattern;

/** LIKE without classes of characters. */
final class Likes {
  private Likes() {}

  static Condition of(Compiler compiler, Expr.Like like) {
    Typed of = compiler.value(like.of());
    Typed pattern = compiler.value(like.pattern());
    Expr given = like.escape();
    Typed escape = given == null ? null : compiler.value(given);
    return frame -> {
      Object text = of.at(frame);
      Object form = pattern.at(frame);
      Object mark = escape == null ? null : escape.at(frame);
      if (text == null || form == null) {
        return null;
      }
      return compiled((String) form, mark == null ? "" : (String) mark)
          .matcher((String) text)
          .matches();
    };
  }

  private static Pattern compiled(String form, String escape) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      String c = form.substring(i, i + 1);
      if (c.equals(escape) && i + 1 < form.length()) {
        regex.append(Pattern.quote(form.substring(++i, i + 1)));
      } else if (c.equals("%")) {
        regex.append(".*");
      } else if (c.equals("_")) {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(c));
      }
    }
    return Pattern.compile(
        regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
