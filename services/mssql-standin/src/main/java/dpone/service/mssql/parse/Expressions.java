package dpone.service.mssql.parse;

import dpone.service.mssql.parse.Expr.Aggregate;
import dpone.service.mssql.parse.Expr.Binary;
import dpone.service.mssql.parse.Expr.Literal;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads expressions and conditions. */
final class Expressions {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Set<String> AGGREGATES =
      Set.of("COUNT", "COUNT_BIG", "SUM", "MIN", "MAX", "AVG");

  private final Cursor in;
  private final Queries queries;

  Expressions(Cursor in, Queries queries) {
    this.in = in;
    this.queries = queries;
  }

  /** A condition or a value. */
  Expr read() {
    Expr left = and();
    while (in.took("OR")) {
      left = new Expr.Both(false, left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (in.took("AND")) {
      left = new Expr.Both(true, left, not());
    }
    return left;
  }

  private Expr not() {
    if (in.took("NOT")) {
      return new Expr.Not(not());
    }
    if (in.peek().word("EXISTS")) {
      in.next();
      in.wantSign("(");
      Query query = queries.read();
      in.wantSign(")");
      return new Expr.Exists(query);
    }
    return comparison();
  }

  private Expr comparison() {
    Expr left = sum();
    if (in.took("IS", "NOT", "NULL")) {
      return new Expr.Not(new Expr.IsNull(left));
    }
    if (in.took("IS", "NULL")) {
      return new Expr.IsNull(left);
    }
    boolean not = in.peek().word("NOT") && (in.peek(1).word("IN") || in.peek(1).word("LIKE"));
    if (not) {
      in.next();
    }
    Expr made = left;
    if (in.took("IN")) {
      in.wantSign("(");
      if (in.peek().word("SELECT")) {
        made = new Expr.InQuery(left, queries.read());
        in.wantSign(")");
      } else {
        made = new Expr.In(left, list());
      }
    } else if (in.took("LIKE")) {
      Expr pattern = sum();
      made = new Expr.Like(left, pattern, in.took("ESCAPE") ? sum() : null);
    } else if (in.took("BETWEEN")) {
      Expr low = sum();
      in.want("AND");
      return new Expr.Both(true, new Binary(">=", left, low), new Binary("<=", left, sum()));
    } else if (in.peek().kind() == Token.Kind.SIGN && COMPARISONS.contains(in.peek().text())) {
      String operator = in.next().text();
      return new Binary(operator.equals("!=") ? "<>" : operator, left, sum());
    }
    return not ? new Expr.Not(made) : made;
  }

  private Expr sum() {
    Expr left = product();
    while (in.peek().sign("+") || in.peek().sign("-") || in.peek().sign("&")) {
      left = new Binary(in.next().text(), left, product());
    }
    return left;
  }

  private Expr product() {
    Expr left = factor();
    while (in.peek().sign("*") || in.peek().sign("/") || in.peek().sign("%")) {
      left = new Binary(in.next().text(), left, factor());
    }
    return left;
  }

  private Expr factor() {
    if (in.tookSign("-")) {
      return new Expr.Minus(factor());
    }
    Expr value = primary();
    while (in.peek().sign(".") && in.peek(2).sign("(")) {
      in.next();
      String method = in.name();
      in.wantSign("(");
      in.wantSign(")");
      value = new Expr.Method(value, method);
    }
    if (in.took("COLLATE")) {
      in.name();
    }
    return value;
  }

  private Expr primary() {
    Token token = in.peek();
    return switch (token.kind()) {
      case TEXT -> {
        in.next();
        yield new Literal(SqlType.max(Kind.NVARCHAR), token.text());
      }
      case NUMBER -> number(in.next().text());
      case BYTES -> {
        in.next();
        String even = token.text().length() % 2 == 0 ? token.text() : "0" + token.text();
        yield new Literal(SqlType.max(Kind.VARBINARY), HexFormat.of().parseHex(even));
      }
      case SIGN -> parentheses();
      case WORD -> word(token);
      case NAME -> reference();
      case END -> throw in.wrong();
    };
  }

  private static Expr number(String digits) {
    if (digits.contains("e") || digits.contains("E")) {
      return new Literal(SqlType.of(Kind.FLOAT), Double.parseDouble(digits));
    }
    BigDecimal value = new BigDecimal(digits);
    if (value.scale() == 0 && value.unscaledValue().bitLength() < 32) {
      return new Literal(SqlType.of(Kind.INT), value.intValueExact());
    }
    int precision = Math.max(value.precision(), value.scale());
    return new Literal(SqlType.decimal(precision, value.scale()), value);
  }

  private Expr parentheses() {
    in.wantSign("(");
    if (in.peek().word("SELECT")) {
      Query query = queries.read();
      in.wantSign(")");
      return new Expr.Scalar(query);
    }
    Expr inner = read();
    in.wantSign(")");
    return inner;
  }

  private Expr word(Token token) {
    String word = token.text();
    if (word.startsWith("@@")) {
      in.next();
      return new Expr.Variable(word.toUpperCase(Locale.ROOT));
    }
    if (word.startsWith("@")) {
      in.next();
      String digits = word.substring(1).replaceFirst("(?i)^P", "");
      if (!digits.matches("\\d{1,4}")) {
        throw new SqlError(137, 15, "Must declare the scalar variable \"" + word + "\".");
      }
      return new Expr.Param(Integer.parseInt(digits));
    }
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "NULL" -> {
        in.next();
        yield new Literal(SqlType.of(Kind.INT), null);
      }
      case "CASE" -> caseWhen();
      case "CAST", "TRY_CAST" -> cast();
      case "CONVERT" -> convert();
      case "$PARTITION" -> {
        in.next();
        in.wantSign(".");
        Expr function = new Literal(SqlType.max(Kind.NVARCHAR), in.name());
        List<Expr> all = new ArrayList<>(List.of(function));
        all.addAll(arguments());
        yield new Expr.Call("$PARTITION", all);
      }
      default -> {
        boolean ofServer = token.word("sys") && in.peek(1).sign(".") && in.peek(3).sign("(");
        if (ofServer) {
          in.next();
          in.next();
          yield new Expr.Call("SYS." + in.name().toUpperCase(Locale.ROOT), arguments());
        }
        yield in.peek(1).sign("(") ? call() : in.peek(1).sign("::") ? method() : reference();
      }
    };
  }

  private Expr caseWhen() {
    in.want("CASE");
    List<Expr.When> whens = new ArrayList<>();
    while (in.took("WHEN")) {
      Expr condition = read();
      in.want("THEN");
      whens.add(new Expr.When(condition, read()));
    }
    Expr otherwise = in.took("ELSE") ? read() : null;
    in.want("END");
    return new Expr.Case(whens, otherwise);
  }

  private Expr cast() {
    in.next();
    in.wantSign("(");
    Expr of = read();
    in.want("AS");
    SqlType type = Types.read(in);
    in.wantSign(")");
    return new Expr.Cast(of, type, 0);
  }

  private Expr convert() {
    in.next();
    in.wantSign("(");
    SqlType type = Types.read(in);
    in.wantSign(",");
    Expr of = read();
    int style = in.tookSign(",") ? (int) in.whole() : 0;
    in.wantSign(")");
    return new Expr.Cast(of, type, style);
  }

  /** A static method of a type of the CLR, such as {@code geometry::STGeomFromWKB(0x..., 0)}. */
  private Expr method() {
    String type = in.name();
    in.wantSign("::");
    String name = in.name();
    in.wantSign("(");
    return new Expr.Call((type + "::" + name).toUpperCase(Locale.ROOT), list());
  }

  private Expr call() {
    String name = in.name().toUpperCase(Locale.ROOT);
    in.wantSign("(");
    if (AGGREGATES.contains(name)) {
      @Nullable Expr of = in.tookSign("*") ? null : read();
      in.wantSign(")");
      return in.took("OVER") ? window(name, of) : new Aggregate(name, of);
    }
    if (name.equals("ROW_NUMBER")) {
      in.wantSign(")");
      in.want("OVER");
      return window(name, null);
    }
    return new Expr.Call(name, list());
  }

  private Expr window(String name, @Nullable Expr of) {
    in.wantSign("(");
    List<Expr> partition = new ArrayList<>();
    if (in.took("PARTITION", "BY")) {
      do {
        partition.add(read());
      } while (in.tookSign(","));
    }
    List<Query.Order> order = queries.order();
    in.wantSign(")");
    return new Expr.Window(name, of, partition, order);
  }

  private List<Expr> arguments() {
    in.wantSign("(");
    return list();
  }

  private List<Expr> list() {
    List<Expr> all = new ArrayList<>();
    if (in.tookSign(")")) {
      return all;
    }
    do {
      all.add(read());
    } while (in.tookSign(","));
    in.wantSign(")");
    return all;
  }

  private Expr reference() {
    String first = in.name();
    if (in.peek().sign(".") && !in.peek(2).sign("(")) {
      in.next();
      return new Expr.Ref(first, in.name());
    }
    return new Expr.Ref("", first);
  }
}
