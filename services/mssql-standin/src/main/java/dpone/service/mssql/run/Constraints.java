package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.mssql.value.Compare;
import dpone.service.mssql.value.Convert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What rows of a table have to be like. */
final class Constraints {
  private Constraints() {}

  /** A row alone. */
  static void row(Context context, TableName name, Table table, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      Column column = table.columns().get(i);
      if (row[i] == null && !column.definition().nullable() && !column.generated()) {
        throw new SqlError(
            515,
            16,
            "Cannot insert the value NULL into column '"
                + column.name()
                + "', table '"
                + name
                + "'; column does not allow nulls. INSERT fails.");
      }
      Expr check = column.definition().check();
      if (check != null && breaks(context, name, table, check, row)) {
        throw conflict("CHECK", name, column.name());
      }
    }
    for (Statement.Check check : table.shape().checks()) {
      if (breaks(context, name, table, check.holds(), row)) {
        throw conflict("CHECK \"" + check.name() + "\"", name, "");
      }
    }
  }

  private static boolean breaks(
      Context context, TableName name, Table table, Expr check, @Nullable Object[] row) {
    Scope scope = new Scope(null);
    scope.add(name.name(), Relation.of(table));
    Frame frame = new Frame(1, null);
    frame.rows()[0] = row;
    return Boolean.FALSE.equals(new Compiler(context, scope).condition(check).at(frame));
  }

  private static SqlError conflict(String what, TableName name, String column) {
    return new SqlError(
        547,
        16,
        "The statement conflicted with the "
            + what
            + " constraint. The conflict occurred in table \""
            + name
            + "\", column '"
            + column
            + "'.");
  }

  /** All rows together. */
  static void whole(Context context, TableName name, Table table) {
    unique(name, table, table.primaryKey(), row -> true, true);
    for (Table.Unique index : table.unique()) {
      unique(name, table, index.columns(), filter(context, name, table, index.where()), false);
    }
  }

  private static Predicate<@Nullable Object[]> filter(
      Context context, TableName name, Table table, @Nullable Expr where) {
    if (where == null) {
      return row -> true;
    }
    Scope scope = new Scope(null);
    scope.add(name.name(), Relation.of(table));
    Typed.Condition condition = new Compiler(context, scope).condition(where);
    Frame frame = new Frame(1, null);
    return row -> {
      frame.rows()[0] = row;
      return condition.holds(frame);
    };
  }

  private static void unique(
      TableName name,
      Table table,
      List<String> key,
      Predicate<@Nullable Object[]> filter,
      boolean primary) {
    if (key.isEmpty()) {
      return;
    }
    Set<List<Object>> seen = new HashSet<>();
    for (@Nullable Object[] row : table.rows()) {
      if (!filter.test(row)) {
        continue;
      }
      List<Object> cells = new ArrayList<>();
      for (String column : key) {
        int index = table.index(column);
        Column of = table.columns().get(index);
        cells.add(Compare.key(of.type(), row[index], of.binary()));
      }
      if (!seen.add(cells)) {
        throw duplicate(name, table, key, row, primary);
      }
    }
  }

  private static SqlError duplicate(
      TableName name, Table table, List<String> key, @Nullable Object[] row, boolean primary) {
    List<String> texts = new ArrayList<>();
    for (String column : key) {
      int index = table.index(column);
      Column of = table.columns().get(index);
      texts.add(
          String.valueOf(
              Convert.cast(
                  row[index],
                  of.type(),
                  dpone.service.tds.wire.SqlType.max(dpone.service.tds.wire.Kind.NVARCHAR),
                  0)));
    }
    String value = "The duplicate key value is (" + String.join(", ", texts) + ").";
    return primary
        ? new SqlError(
            2627,
            14,
            "Violation of PRIMARY KEY constraint. Cannot insert duplicate key in object '"
                + name
                + "'. "
                + value)
        : new SqlError(
            2601,
            14,
            "Cannot insert duplicate key row in object '" + name + "' with unique index. " + value);
  }

  /** Foreign keys of the table, and those that refer to it. */
  static void references(Transaction transaction, TableName name, Table table) {
    for (Table.Link link : table.references()) {
      transaction.find(link.table()).ifPresent(other -> linked(name, table, link, other));
    }
    transaction
        .tables()
        .forEach((otherName, other) -> {
          for (Table.Link link : other.references()) {
            if (link.table().equals(name) && !otherName.equals(name)) {
              linked(otherName, other, link, table);
            }
          }
        });
  }

  private static void linked(TableName name, Table table, Table.Link link, Table other) {
    Set<Object> known = new HashSet<>();
    int target = other.index(other.primaryKey().getFirst());
    for (@Nullable Object[] row : other.rows()) {
      known.add(Compare.key(other.columns().get(target).type(), row[target], false));
    }
    int own = table.index(link.columns().getFirst());
    for (@Nullable Object[] row : table.rows()) {
      if (row[own] != null
          && !known.contains(Compare.key(table.columns().get(own).type(), row[own], false))) {
        throw conflict("FOREIGN KEY", name, link.columns().getFirst());
      }
    }
  }
}
