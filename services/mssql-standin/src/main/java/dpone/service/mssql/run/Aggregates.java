package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.value.Compare;
import dpone.service.mssql.value.Convert;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COUNT and its kin, over the rows of a frame's group. */
final class Aggregates {
  private Aggregates() {}

  static Typed of(Compiler compiler, Expr.Aggregate aggregate) {
    Expr inner = aggregate.of();
    Typed of = inner == null ? Typed.of(SqlType.of(Kind.INT), frame -> 1) : compiler.value(inner);
    return switch (aggregate.name()) {
      case "COUNT" -> Typed.of(SqlType.of(Kind.INT), frame -> values(of, frame).size());
      case "COUNT_BIG" ->
          Typed.of(SqlType.of(Kind.BIGINT), frame -> (long) values(of, frame).size());
      case "SUM" -> sum(of);
      case "MIN" -> extreme(of, -1);
      case "MAX" -> extreme(of, 1);
      default -> throw SqlError.syntax(aggregate.name());
    };
  }

  private static List<Object> values(Typed of, Frame frame) {
    List<@Nullable Object[][]> group = frame.group();
    if (group == null) {
      throw new SqlError(147, 15, "An aggregate may not appear here.");
    }
    List<Object> values = new ArrayList<>();
    for (@Nullable Object[][] rows : group) {
      Object value = of.at(new Frame(rows, frame.parent(), null));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static Typed sum(Typed of) {
    SqlType type =
        switch (of.type().kind()) {
          case TINYINT, SMALLINT, INT -> SqlType.of(Kind.INT);
          case DECIMAL, NUMERIC -> SqlType.decimal(38, of.type().scale());
          default -> of.type();
        };
    return Typed.of(
        type,
        frame -> {
          List<Object> values = values(of, frame);
          if (values.isEmpty()) {
            return null;
          }
          if (type.kind() == Kind.FLOAT || type.kind() == Kind.REAL) {
            return Convert.cast(
                values.stream().mapToDouble(v -> ((Number) v).doubleValue()).sum(),
                SqlType.of(Kind.FLOAT),
                type,
                0);
          }
          BigDecimal sum = BigDecimal.ZERO;
          for (Object value : values) {
            sum =
                sum.add(
                    value instanceof BigDecimal same
                        ? same
                        : BigDecimal.valueOf(((Number) value).longValue()));
          }
          return Convert.cast(sum, SqlType.decimal(38, sum.scale()), type, 0);
        });
  }

  private static Typed extreme(Typed of, int sign) {
    return new Typed(
        of.type(),
        of.binary(),
        true,
        frame -> {
          Object best = null;
          for (Object value : values(of, frame)) {
            if (best == null || sign * Compare.order(of.type(), value, best, of.binary()) > 0) {
              best = value;
            }
          }
          return best;
        });
  }
}
