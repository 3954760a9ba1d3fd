package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.value.Compare;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A query that is ready to run. */
interface Plan {
  /** Types of its columns. */
  List<Typed> columns();

  /** Names of its columns, empty where there is none. */
  List<String> names();

  /** Hands over rows until one is refused; says whether all were taken. */
  boolean each(@Nullable Frame parent, Predicate<@Nullable Object[]> row);

  /** All rows. */
  default List<@Nullable Object[]> rows(@Nullable Frame parent) {
    List<@Nullable Object[]> all = new ArrayList<>();
    each(parent, all::add);
    return all;
  }

  /** Its rows as something that can be read. */
  default Relation relation() {
    List<Relation.Col> columns = new ArrayList<>();
    for (int i = 0; i < names().size(); i++) {
      Typed column = columns().get(i);
      columns.add(
          new Relation.Col(
              names().get(i), column.type(), column.binary(), column.nullable(), false));
    }
    return new Relation(columns, rows(null));
  }

  /** Makes one ready: what it reads is looked up, and locked where that is asked for. */
  static Plan of(Context context, Query query, @Nullable Scope parent) {
    return switch (query) {
      case Query.Select select -> SelectPlan.of(context, select, parent);
      case Query.Combined combined ->
          new Combined(
              combined.except(),
              of(context, combined.left(), parent),
              of(context, combined.right(), parent));
      case Query.Values values -> new Listed(context, values, parent);
    };
  }

  /** Rows that stand in the statement. */
  final class Listed implements Plan {
    private final List<List<Typed>> rows = new ArrayList<>();

    Listed(Context context, Query.Values values, @Nullable Scope parent) {
      Compiler compiler = new Compiler(context, new Scope(parent));
      for (List<Expr> row : values.rows()) {
        List<Typed> ready = new ArrayList<>();
        row.forEach(cell -> ready.add(compiler.value(cell)));
        if (!rows.isEmpty() && ready.size() != rows.getFirst().size()) {
          throw new SqlError(10709, 16, "The number of columns for each row must be the same.");
        }
        rows.add(ready);
      }
    }

    @Override
    public List<Typed> columns() {
      return rows.getFirst();
    }

    /** The types of one row, which may differ from those of another. */
    List<List<Typed>> cells() {
      return rows;
    }

    @Override
    public List<String> names() {
      return columns().stream().map(c -> "").toList();
    }

    @Override
    public boolean each(@Nullable Frame parent, Predicate<@Nullable Object[]> row) {
      Frame frame = new Frame(0, parent);
      for (List<Typed> cells : rows) {
        @Nullable Object[] made = new @Nullable Object[cells.size()];
        for (int i = 0; i < made.length; i++) {
          made[i] = cells.get(i).at(frame);
        }
        if (!row.test(made)) {
          return false;
        }
      }
      return true;
    }
  }

  /** EXCEPT and UNION ALL. */
  record Combined(boolean except, Plan left, Plan right) implements Plan {
    @Override
    public List<Typed> columns() {
      return left.columns();
    }

    @Override
    public List<String> names() {
      return left.names();
    }

    @Override
    public boolean each(@Nullable Frame parent, Predicate<@Nullable Object[]> row) {
      if (!except) {
        return left.each(parent, row) && right.each(parent, row);
      }
      Set<List<Object>> taken = new HashSet<>();
      right.each(
          parent,
          cells -> {
            taken.add(key(cells));
            return true;
          });
      return left.each(parent, cells -> !taken.add(key(cells)) || row.test(cells));
    }

    private List<Object> key(@Nullable Object[] cells) {
      List<Object> key = new ArrayList<>();
      for (int i = 0; i < cells.length; i++) {
        Typed column = left.columns().get(i);
        key.add(Compare.key(column.type(), cells[i], column.binary()));
      }
      return key;
    }
  }
}
