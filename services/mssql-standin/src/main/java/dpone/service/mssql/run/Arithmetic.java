package dpone.service.mssql.run;

import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.value.Convert;
import dpone.service.mssql.value.Precedence;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums, products and their kin. */
final class Arithmetic {
  private Arithmetic() {}

  static Typed of(String operator, Typed left, Typed right) {
    if (isText(left.type()) && isText(right.type())) {
      if (!operator.equals("+")) {
        throw new SqlError(402, 16, "The data types are incompatible in the operator " + operator);
      }
      return Typed.of(
          SqlType.max(Kind.NVARCHAR),
          frame -> {
            Object a = left.at(frame);
            Object b = right.at(frame);
            return a == null || b == null ? null : (String) a + b;
          });
    }
    SqlType type = Precedence.result(operator, left.type(), right.type());
    if (isText(left.type()) || isText(right.type())) {
      return of(
          operator,
          isText(left.type()) ? left.as(type) : left,
          isText(right.type()) ? right.as(type) : right);
    }
    return Typed.of(
        type,
        frame -> {
          Object a = left.at(frame);
          Object b = right.at(frame);
          return a == null || b == null ? null : reckon(operator, type, a, b);
        });
  }

  static @Nullable Object negative(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.negate();
      case Double number -> -number;
      case Float number -> -number;
      case Long number -> Math.negateExact(number);
      case Integer number -> Math.negateExact(number);
      default -> throw new SqlError(402, 16, "The data type is invalid for a minus.");
    };
  }

  private static boolean isText(SqlType type) {
    return switch (type.kind()) {
      case CHAR, VARCHAR, NCHAR, NVARCHAR -> true;
      default -> false;
    };
  }

  private static @Nullable Object reckon(String operator, SqlType type, Object a, Object b) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> whole(operator, type, (Number) a, (Number) b);
      case REAL, FLOAT -> floating(operator, type, (Number) a, (Number) b);
      case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> decimal(operator, type, exact(a), exact(b));
      default -> throw new SqlError(402, 16, "The data types are incompatible in " + operator);
    };
  }

  private static BigDecimal exact(Object value) {
    return value instanceof BigDecimal same
        ? same
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  private static @Nullable Object whole(String operator, SqlType type, Number a, Number b) {
    long x = a.longValue();
    long y = b.longValue();
    try {
      long made =
          switch (operator) {
            case "+" -> Math.addExact(x, y);
            case "-" -> Math.subtractExact(x, y);
            case "*" -> Math.multiplyExact(x, y);
            case "/" -> x / nonzero(y);
            case "%" -> x % nonzero(y);
            case "&" -> x & y;
            default -> throw SqlError.syntax(operator);
          };
      return Convert.cast(made, SqlType.of(Kind.BIGINT), type, 0);
    } catch (ArithmeticException e) {
      throw Convert.overflow(type);
    }
  }

  private static long nonzero(long divisor) {
    if (divisor == 0) {
      throw byZero();
    }
    return divisor;
  }

  private static SqlError byZero() {
    return new SqlError(8134, 16, "Divide by zero error encountered.");
  }

  private static @Nullable Object floating(String operator, SqlType type, Number a, Number b) {
    double x = a.doubleValue();
    double y = b.doubleValue();
    if (operator.equals("/") && y == 0) {
      throw byZero();
    }
    double made =
        switch (operator) {
          case "+" -> x + y;
          case "-" -> x - y;
          case "*" -> x * y;
          case "/" -> x / y;
          default -> throw SqlError.syntax(operator);
        };
    return Convert.cast(made, SqlType.of(Kind.FLOAT), type, 0);
  }

  private static @Nullable Object decimal(
      String operator, SqlType type, BigDecimal a, BigDecimal b) {
    if ((operator.equals("/") || operator.equals("%")) && b.signum() == 0) {
      throw byZero();
    }
    BigDecimal made =
        switch (operator) {
          case "+" -> a.add(b);
          case "-" -> a.subtract(b);
          case "*" -> a.multiply(b);
          case "/" -> a.divide(b, type.scale() + 2, RoundingMode.HALF_UP);
          case "%" -> a.remainder(b);
          default -> throw SqlError.syntax(operator);
        };
    return Convert.cast(made, type, type, 0);
  }
}
