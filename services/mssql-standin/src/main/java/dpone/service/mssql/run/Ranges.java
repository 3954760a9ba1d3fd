package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Spaces;
import dpone.service.mssql.value.Compare;
import java.util.ArrayList;
import java.util.List;

/** Whether a check lets only values of one partition in. */
final class Ranges {
  private Ranges() {}

  /** Knows comparisons of the column with values, IS NOT NULL, and AND between them. */
  static boolean within(
      Expr check, Column column, Spaces.Function function, int partition, Context context) {
    List<Expr> parts = new ArrayList<>();
    split(check, parts);
    boolean low = partition == 1;
    boolean high = partition == function.bounds().size() + 1;
    // A null is in the first partition.
    boolean filled = partition == 1 || !column.definition().nullable();
    for (Expr part : parts) {
      if (part instanceof Expr.Not not && not.of() instanceof Expr.IsNull isNull) {
        filled |= names(isNull.of(), column);
      } else if (part instanceof Expr.Binary binary && names(binary.left(), column)) {
        Object value =
            new Compiler(context, new Scope(null))
                .value(binary.right())
                .as(function.type())
                .at(new Frame(0, null));
        if (value != null) {
          low |= partition > 1 && low(binary.operator(), value, function, partition);
          high |=
              partition <= function.bounds().size()
                  && high(binary.operator(), value, function, partition);
        }
      }
    }
    return low && high && filled;
  }

  private static void split(Expr check, List<Expr> into) {
    if (check instanceof Expr.Both both && both.and()) {
      split(both.left(), into);
      split(both.right(), into);
    } else {
      into.add(check);
    }
  }

  private static boolean names(Expr expr, Column column) {
    return expr instanceof Expr.Ref ref && ref.name().equalsIgnoreCase(column.name());
  }

  private static boolean low(String operator, Object value, Spaces.Function f, int partition) {
    int order = Compare.order(f.type(), value, f.bounds().get(partition - 2), false);
    return switch (operator) {
      case ">=" -> f.right() ? order >= 0 : order > 0;
      case ">" -> order >= 0;
      case "=" -> f.partition(value) == partition;
      default -> false;
    };
  }

  private static boolean high(String operator, Object value, Spaces.Function f, int partition) {
    int order = Compare.order(f.type(), value, f.bounds().get(partition - 1), false);
    return switch (operator) {
      case "<" -> order <= 0;
      case "<=" -> f.right() ? order < 0 : order <= 0;
      case "=" -> f.partition(value) == partition;
      default -> false;
    };
  }
}
