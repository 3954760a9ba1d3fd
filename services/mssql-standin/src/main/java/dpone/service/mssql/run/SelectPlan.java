package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.run.Typed.Condition;
import dpone.service.mssql.value.Compare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** SELECT. */
final class SelectPlan implements Plan {
  private final Query.Select select;
  private final Join join;
  private final List<Typed> columns = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Typed> group = new ArrayList<>();
  private final List<Typed> order = new ArrayList<>();
  private final Windows windows = new Windows();
  private final boolean grouped;
  private @Nullable Condition having;

  @SuppressWarnings("ArrayRecordComponent")
  private record Made(@Nullable Object[] cells, List<@Nullable Object> order) {}

  private SelectPlan(Query.Select select, Join join) {
    this.select = select;
    this.join = join;
    this.grouped =
        !select.group().isEmpty() || select.items().stream().anyMatch(i -> aggregates(i.expr()));
  }

  static SelectPlan of(Context context, Query.Select select, @Nullable Scope parent) {
    Scope scope = new Scope(parent);
    SelectPlan plan =
        new SelectPlan(select, Join.of(context, select.from(), select.where(), scope));
    Compiler compiler = new Compiler(context, scope);
    if (select.items().isEmpty()) {
      plan.all(scope, compiler, select.from());
    }
    for (Query.Item item : select.items()) {
      plan.columns.add(
          item.expr() instanceof Expr.Window window
              ? plan.windows.add(compiler, window, scope.size())
              : compiler.value(item.expr()));
      plan.names.add(item.name());
    }
    select.group().forEach(by -> plan.group.add(compiler.value(by)));
    if (plan.grouped && !plan.windows.isEmpty()) {
      throw SqlError.syntax("OVER");
    }
    Expr having = select.having();
    plan.having = having == null ? null : compiler.condition(having);
    for (Query.Order by : select.order()) {
      plan.order.add(compiler.value(plan.named(by.expr())));
    }
    return plan;
  }

  /** A name of the list stands for what it names. */
  private Expr named(Expr by) {
    if (by instanceof Expr.Ref ref && ref.alias().isEmpty()) {
      for (Query.Item item : select.items()) {
        if (item.name().equalsIgnoreCase(ref.name())) {
          return item.expr();
        }
      }
    }
    return by;
  }

  private void all(Scope scope, Compiler compiler, List<Query.From> from) {
    for (int i = 0; i < scope.size(); i++) {
      for (Relation.Col column : scope.relation(i).columns()) {
        columns.add(compiler.value(new Expr.Ref(from.get(i).alias(), column.name())));
        names.add(column.name());
      }
    }
  }

  private static boolean aggregates(Expr expr) {
    return switch (expr) {
      case Expr.Aggregate ignored -> true;
      case Expr.Binary binary -> aggregates(binary.left()) || aggregates(binary.right());
      case Expr.Cast cast -> aggregates(cast.of());
      case Expr.Call call -> call.arguments().stream().anyMatch(SelectPlan::aggregates);
      default -> false;
    };
  }

  @Override
  public List<Typed> columns() {
    return columns;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean each(@Nullable Frame parent, Predicate<@Nullable Object[]> row) {
    if (order.isEmpty() && !grouped && windows.isEmpty()) {
      long[] left = {select.top() < 0 ? Long.MAX_VALUE : select.top()};
      boolean[] refused = {false};
      join.each(
          parent,
          frame -> {
            refused[0] = left[0]-- <= 0 || !row.test(made(frame));
            return !refused[0];
          });
      return !refused[0];
    }
    List<Made> all = new ArrayList<>();
    if (grouped) {
      groups(parent, all);
    } else if (!windows.isEmpty()) {
      List<Frame> frames = new ArrayList<>();
      join.each(parent, frame -> frames.add(new Frame(frame.rows().clone(), parent, null)));
      windows.widened(frames).forEach(frame -> all.add(sortable(frame)));
    } else {
      join.each(parent, frame -> all.add(sortable(frame)));
    }
    if (!order.isEmpty()) {
      all.sort(this::compare);
    }
    long left = select.top() < 0 ? all.size() : Math.min(all.size(), select.top());
    for (Made made : all.subList(0, (int) left)) {
      if (!row.test(made.cells())) {
        return false;
      }
    }
    return true;
  }

  private void groups(@Nullable Frame parent, List<Made> into) {
    Map<List<Object>, List<@Nullable Object[][]>> groups = new LinkedHashMap<>();
    join.each(
        parent,
        frame -> {
          List<Object> key = new ArrayList<>();
          for (Typed by : group) {
            key.add(Compare.key(by.type(), by.at(frame), by.binary()));
          }
          return groups.computeIfAbsent(key, k -> new ArrayList<>()).add(frame.rows().clone());
        });
    if (group.isEmpty() && groups.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (List<@Nullable Object[][]> rows : groups.values()) {
      @Nullable Object[][] first =
          rows.isEmpty() ? new Frame(join.scope().size(), null).rows() : rows.getFirst();
      Frame frame = new Frame(first, parent, rows);
      Condition condition = having;
      if (condition == null || condition.holds(frame)) {
        into.add(sortable(frame));
      }
    }
  }

  private Made sortable(Frame frame) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (Typed by : order) {
      keys.add(by.at(frame));
    }
    return new Made(made(frame), keys);
  }

  private int compare(Made left, Made right) {
    for (int i = 0; i < order.size(); i++) {
      Object a = left.order().get(i);
      Object b = right.order().get(i);
      int by =
          a == null || b == null
              ? Boolean.compare(a != null, b != null)
              : Compare.order(order.get(i).type(), a, b, order.get(i).binary());
      if (by != 0) {
        return select.order().get(i).descending() ? -by : by;
      }
    }
    return 0;
  }

  private @Nullable Object[] made(Frame frame) {
    @Nullable Object[] cells = new @Nullable Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = columns.get(i).at(frame);
    }
    return cells;
  }
}
