package dpone.service.mssql.parse;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Expressions as the catalogue tells them. */
public final class Written {
  private Written() {}

  /** Text that reads back to the same. */
  public static String of(Expr expr) {
    return "(" + part(expr) + ")";
  }

  private static String part(Expr expr) {
    return switch (expr) {
      case Expr.Ref ref -> name(ref.name());
      case Expr.Literal literal -> value(literal.value());
      case Expr.Binary binary -> part(binary.left()) + binary.operator() + part(binary.right());
      case Expr.Minus minus -> "-" + part(minus.of());
      case Expr.Both both -> of(both.left()) + (both.and() ? " AND " : " OR ") + of(both.right());
      case Expr.Not not -> "NOT " + of(not.of());
      case Expr.IsNull isNull -> part(isNull.of()) + " IS NULL";
      case Expr.In in ->
          part(in.of())
              + " IN ("
              + in.among().stream().map(Written::part).collect(Collectors.joining(","))
              + ")";
      case Expr.Call call ->
          call.name()
              + "("
              + call.arguments().stream().map(Written::part).collect(Collectors.joining(","))
              + ")";
      default -> throw new IllegalStateException("no text of " + expr);
    };
  }

  private static String name(String name) {
    return "[" + name.replace("]", "]]") + "]";
  }

  private static String value(@org.jspecify.annotations.Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> "N'" + text.replace("'", "''") + "'";
      case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
      case BigDecimal number -> number.toPlainString();
      default -> String.valueOf(value);
    };
  }
}
