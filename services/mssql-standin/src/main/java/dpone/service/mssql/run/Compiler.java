package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.run.Typed.Condition;
import dpone.service.mssql.value.Compare;
import dpone.service.mssql.value.Convert;
import dpone.service.mssql.value.Precedence;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes expressions ready, with the types that the server would give them. */
final class Compiler {
  private final Context context;
  private final Scope scope;

  Compiler(Context context, Scope scope) {
    this.context = context;
    this.scope = scope;
  }

  Typed value(Expr expr) {
    return switch (expr) {
      case Expr.Ref ref -> scope.column(ref);
      case Expr.Literal literal -> Typed.of(literal.type(), frame -> literal.value());
      case Expr.Param param -> context.parameter(param.index());
      case Expr.Variable variable -> variable(variable.name());
      case Expr.Call call -> Functions.of(this, context, call);
      case Expr.Method method -> method(method);
      case Expr.Aggregate aggregate -> Aggregates.of(this, aggregate);
      case Expr.Window ignored ->
          throw new SqlError(
              4108, 15, "Windowed functions can only appear in the SELECT or ORDER BY clauses.");
      case Expr.Cast cast -> {
        Typed of = value(cast.of());
        yield Typed.of(
            cast.type(), frame -> Convert.cast(of.at(frame), of.type(), cast.type(), cast.style()));
      }
      case Expr.Case when -> caseWhen(when);
      case Expr.Binary binary -> {
        if ("+-*/%&".contains(binary.operator())) {
          yield Arithmetic.of(binary.operator(), value(binary.left()), value(binary.right()));
        }
        throw SqlError.syntax(binary.operator());
      }
      case Expr.Minus minus -> {
        Typed of = value(minus.of());
        yield Typed.of(of.type(), frame -> Arithmetic.negative(of.at(frame)));
      }
      case Expr.Scalar scalar -> scalar(scalar);
      case Expr.Both ignored -> throw SqlError.syntax("AND");
      case Expr.Not ignored -> throw SqlError.syntax("NOT");
      case Expr.IsNull ignored -> throw SqlError.syntax("IS");
      case Expr.In ignored -> throw SqlError.syntax("IN");
      case Expr.InQuery ignored -> throw SqlError.syntax("IN");
      case Expr.Like ignored -> throw SqlError.syntax("LIKE");
      case Expr.Exists ignored -> throw SqlError.syntax("EXISTS");
    };
  }

  Condition condition(Expr expr) {
    return switch (expr) {
      case Expr.Both both -> {
        Condition left = condition(both.left());
        Condition right = condition(both.right());
        boolean decisive = !both.and();
        yield frame -> {
          Boolean a = left.at(frame);
          if (a != null && a == decisive) {
            return a;
          }
          Boolean b = right.at(frame);
          if (b != null && b == decisive) {
            return b;
          }
          return a == null ? null : b;
        };
      }
      case Expr.Not not -> {
        Condition of = condition(not.of());
        yield frame -> {
          Boolean value = of.at(frame);
          return value == null ? null : !value;
        };
      }
      case Expr.IsNull isNull -> {
        Typed of = value(isNull.of());
        yield frame -> of.at(frame) == null;
      }
      case Expr.In in -> {
        List<Condition> all = new ArrayList<>();
        in.among().forEach(one -> all.add(condition(new Expr.Binary("=", in.of(), one))));
        yield frame -> {
          Boolean result = false;
          for (Condition one : all) {
            Boolean equal = one.at(frame);
            if (Boolean.TRUE.equals(equal)) {
              return true;
            }
            result = equal == null ? null : result;
          }
          return result;
        };
      }
      case Expr.InQuery in -> inQuery(in);
      case Expr.Like like -> Likes.of(this, like);
      case Expr.Exists exists -> {
        Plan plan = Plan.of(context, exists.query(), scope);
        yield frame -> !plan.each(frame, row -> false);
      }
      case Expr.Binary binary -> comparison(binary);
      default -> throw SqlError.syntax("an expression of non-boolean type");
    };
  }

  /** Unknown where nothing is equal and something is null. */
  private Condition inQuery(Expr.InQuery in) {
    Plan plan = Plan.of(context, in.query(), scope);
    Typed left = value(in.of());
    Typed right = plan.columns().getFirst();
    SqlType type = Precedence.common(left.type(), right.type());
    boolean binary = left.binary() || right.binary();
    Typed wanted = left.as(type);
    return frame -> {
      Object value = wanted.at(frame);
      boolean[] unknown = {false};
      boolean found =
          !plan.each(
              frame,
              row -> {
                Object cell = Convert.cast(row[0], right.type(), type, 0);
                unknown[0] |= cell == null || value == null;
                return cell == null
                    || value == null
                    || Compare.order(type, value, cell, binary) != 0;
              });
      if (found) {
        return true;
      }
      return unknown[0] ? null : false;
    };
  }

  private Condition comparison(Expr.Binary binary) {
    Typed left = value(binary.left());
    Typed right = value(binary.right());
    if ("+-*/%&".contains(binary.operator())) {
      throw new SqlError(4145, 15, "An expression of non-boolean type was specified.");
    }
    SqlType type = Precedence.common(left.type(), right.type());
    boolean binaryText = left.binary() || right.binary();
    Typed a = left.as(type);
    Typed b = right.as(type);
    return frame -> {
      Object x = a.at(frame);
      Object y = b.at(frame);
      if (x == null || y == null) {
        return null;
      }
      int order = Compare.order(type, x, y, binaryText);
      return switch (binary.operator()) {
        case "=" -> order == 0;
        case "<>" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        default -> throw SqlError.syntax(binary.operator());
      };
    };
  }

  private Typed caseWhen(Expr.Case given) {
    List<Condition> conditions = new ArrayList<>();
    List<Typed> values = new ArrayList<>();
    for (Expr.When when : given.whens()) {
      conditions.add(condition(when.condition()));
      values.add(value(when.value()));
    }
    Expr otherwise = given.otherwise();
    values.add(
        otherwise == null ? Typed.of(values.getFirst().type(), frame -> null) : value(otherwise));
    List<Typed> same = common(values);
    return Typed.of(
        same.getFirst().type(),
        frame -> {
          for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).holds(frame)) {
              return same.get(i).at(frame);
            }
          }
          return same.getLast().at(frame);
        });
  }

  /** The values in the type that they have in common. */
  static List<Typed> common(List<Typed> values) {
    SqlType type = values.getFirst().type();
    for (Typed value : values) {
      type = Precedence.common(type, value.type());
    }
    List<Typed> same = new ArrayList<>();
    for (Typed value : values) {
      same.add(value.as(type));
    }
    return same;
  }

  private Typed scalar(Expr.Scalar scalar) {
    Plan plan = Plan.of(context, scalar.query(), scope);
    return Typed.of(
        plan.columns().getFirst().type(),
        frame -> {
          List<@Nullable Object[]> found = new ArrayList<>();
          plan.each(
              frame,
              row -> {
                found.add(row);
                return found.size() < 2;
              });
          if (found.size() > 1) {
            throw new SqlError(512, 16, "Subquery returned more than 1 value.");
          }
          return found.isEmpty() ? null : found.getFirst()[0];
        });
  }

  private Typed variable(String name) {
    return switch (name) {
      case "@@TRANCOUNT" ->
          Typed.of(SqlType.of(Kind.INT), frame -> context.work().inTransaction() ? 1 : 0);
      case "@@MAX_PRECISION" -> Typed.of(SqlType.of(Kind.INT), frame -> 38);
      case "@@SPID" -> Typed.of(SqlType.of(Kind.SMALLINT), frame -> context.work().id());
      default -> throw new SqlError(137, 15, "Must declare the scalar variable \"" + name + "\".");
    };
  }

  private Typed method(Expr.Method method) {
    Typed of = value(method.of());
    String type = of.type().udt();
    boolean path = type.equals("hierarchyid") && method.name().equalsIgnoreCase("ToString");
    boolean shape =
        (type.equals("geometry") || type.equals("geography"))
            && method.name().equalsIgnoreCase("AsBinaryZM");
    if (!path && !shape) {
      throw new SqlError(
          6506, 16, "Could not find method '" + method.name() + "' for type " + type);
    }
    return Typed.of(
        path ? SqlType.units(Kind.NVARCHAR, 4000) : SqlType.max(Kind.VARBINARY), of.eval());
  }
}
