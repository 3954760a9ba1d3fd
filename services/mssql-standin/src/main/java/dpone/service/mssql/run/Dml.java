package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Locks;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.value.Convert;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE, DELETE. */
final class Dml {
  private final Context context;

  Dml(Context context) {
    this.context = context;
  }

  /** What a statement changed, and the rows it wants back. */
  record Outcome(long rows, @Nullable Relation output) {}

  private Table locked(TableName name, List<String> written) {
    Work work = context.work();
    work.writes();
    context.transaction().lock(name, Locks.Mode.EXCLUSIVE, work.lockTimeout(), work::gone);
    Table table = context.transaction().find(name).orElseThrow(() -> Sources.missing(written));
    if (table.view() != null) {
      throw new SqlError(4406, 16, "Update or insert of view '" + name + "' failed.");
    }
    return table;
  }

  Outcome insert(Statement.Insert insert) {
    TableName name = context.work().name(insert.table());
    Table table = locked(name, insert.table());
    List<Integer> targets = targets(table, insert.columns());
    Plan plan = Plan.of(context, insert.rows(), null);
    if (plan.columns().size() != targets.size()) {
      throw new SqlError(
          213, 16, "Column name or number of supplied values does not match table definition.");
    }
    List<List<Typed>> listed = plan instanceof Plan.Listed list ? list.cells() : List.of();
    List<@Nullable Object[]> given = plan.rows(null);
    List<@Nullable Object[]> fresh = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      List<Typed> types = listed.isEmpty() ? plan.columns() : listed.get(i);
      @Nullable Object[] cells = given.get(i);
      @Nullable Object[] row = new @Nullable Object[table.columns().size()];
      for (int j = 0; j < targets.size(); j++) {
        Column column = table.columns().get(targets.get(j));
        row[targets.get(j)] =
            Convert.store(
                cells[j], types.get(j).type(), column.type(), name.toString(), column.name());
      }
      fresh.add(row);
    }
    add(name, table, targets, fresh);
    return new Outcome(fresh.size(), output(table, insert.output(), fresh));
  }

  private List<Integer> targets(Table table, List<String> columns) {
    List<Integer> targets = new ArrayList<>();
    if (columns.isEmpty()) {
      for (int i = 0; i < table.columns().size(); i++) {
        Column column = table.columns().get(i);
        if (!column.generated() && !column.definition().identity()) {
          targets.add(i);
        }
      }
    }
    for (String column : columns) {
      int index = table.index(column);
      if (index < 0) {
        throw new SqlError(207, 16, "Invalid column name '" + column + "'.");
      }
      Column of = table.columns().get(index);
      if (of.definition().identity() && !context.work().numbers(table)) {
        throw new SqlError(
            544,
            16,
            "Cannot insert explicit value for identity column when IDENTITY_INSERT is set to OFF.");
      }
      if (of.generated()) {
        throw new SqlError(271, 16, "The column \"" + column + "\" cannot be modified.");
      }
      targets.add(index);
    }
    return targets;
  }

  /** Fills in what the rows leave out, and adds them. */
  private void add(
      TableName name, Table table, List<Integer> targets, List<@Nullable Object[]> fresh) {
    long numbered = table.numbered();
    for (@Nullable Object[] row : fresh) {
      for (int i = 0; i < row.length; i++) {
        Column column = table.columns().get(i);
        Expr fallback = column.definition().fallback();
        if (column.definition().identity()) {
          numbered = targets.contains(i) ? Math.max(numbered, number(row[i])) : numbered + 1;
          row[i] =
              targets.contains(i)
                  ? row[i]
                  : Convert.cast(numbered, SqlType.of(Kind.BIGINT), column.type(), 0);
        } else if (!targets.contains(i) && fallback != null) {
          Typed value = new Compiler(context, new Scope(null)).value(fallback).as(column.type());
          row[i] = value.at(new Frame(0, null));
        }
      }
      generate(name, table, row);
      Constraints.row(context, name, table, row);
    }
    List<@Nullable Object[]> rows = new ArrayList<>(table.rows());
    rows.addAll(fresh);
    put(name, table.with(rows, numbered));
    fresh.forEach(row -> context.transaction().record(table, null, row));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private void generate(TableName name, Table table, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      Column column = table.columns().get(i);
      Expr computed = column.definition().computed();
      if (column.type().kind() == Kind.ROWVERSION) {
        row[i] = ByteBuffer.allocate(8).putLong(context.transaction().nextVersion()).array();
      } else if (computed != null) {
        Scope scope = new Scope(null);
        scope.add(name.name(), Relation.of(table));
        Frame frame = new Frame(1, null);
        frame.rows()[0] = row;
        row[i] = new Compiler(context, scope).value(computed).as(column.type()).at(frame);
      }
    }
  }

  private void put(TableName name, Table table) {
    Constraints.whole(context, name, table);
    Constraints.references(context.transaction(), name, table);
    context.transaction().put(name, table);
  }

  private static @Nullable Relation output(
      Table table, List<String> columns, List<@Nullable Object[]> rows) {
    if (columns.isEmpty()) {
      return null;
    }
    List<Relation.Col> given = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (String column : columns) {
      int index = table.index(column);
      places.add(index);
      given.add(Relation.of(table).columns().get(index));
    }
    List<@Nullable Object[]> all = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      all.add(places.stream().map(i -> row[i]).toArray());
    }
    return new Relation(given, all);
  }

  /** The table that is changed: an alias of what is read, or its name. */
  private static Query.From target(List<String> target, List<Query.From> from) {
    if (target.size() == 1) {
      for (Query.From source : from) {
        if (source.alias().equalsIgnoreCase(target.getFirst())) {
          return source;
        }
      }
    }
    return from.getFirst();
  }

  Outcome update(Statement.Update update) {
    Query.From target = target(update.target(), update.from());
    TableName name = context.work().name(target.name());
    Table table = locked(name, target.name());
    Scope scope = new Scope(null);
    Join join = Join.of(context, update.from(), update.where(), scope);
    int slot = scope.slot(target.alias());
    Compiler compiler = new Compiler(context, scope);
    List<Integer> places = new ArrayList<>();
    List<Typed> values = new ArrayList<>();
    for (Statement.Assignment set : update.set()) {
      int index = table.index(set.column());
      if (index < 0) {
        throw new SqlError(207, 16, "Invalid column name '" + set.column() + "'.");
      }
      places.add(index);
      values.add(compiler.value(set.value()));
    }
    IdentityHashMap<@Nullable Object[], @Nullable Object[]> changed = new IdentityHashMap<>();
    List<@Nullable Object[]> fresh = new ArrayList<>();
    join.each(
        null,
        frame -> {
          @Nullable Object[] old = frame.rows()[slot];
          if (!changed.containsKey(old)) {
            @Nullable Object[] row = old.clone();
            for (int i = 0; i < places.size(); i++) {
              Column column = table.columns().get(places.get(i));
              row[places.get(i)] =
                  Convert.store(
                      values.get(i).at(frame),
                      values.get(i).type(),
                      column.type(),
                      name.toString(),
                      column.name());
            }
            changed.put(old, row);
            fresh.add(row);
          }
          return true;
        });
    for (@Nullable Object[] row : fresh) {
      generate(name, table, row);
      Constraints.row(context, name, table, row);
    }
    if (!fresh.isEmpty()) {
      List<@Nullable Object[]> rows = new ArrayList<>(table.rows().size());
      for (@Nullable Object[] row : table.rows()) {
        rows.add(changed.getOrDefault(row, row));
      }
      put(name, table.with(rows, table.numbered()));
      for (@Nullable Object[] row : table.rows()) {
        @Nullable Object[] now = changed.get(row);
        if (now != null) {
          context.transaction().record(table, row, now);
        }
      }
    }
    return new Outcome(fresh.size(), output(table, update.output(), fresh));
  }

  Outcome delete(Statement.Delete delete) {
    Query.From target = target(delete.target(), delete.from());
    TableName name = context.work().name(target.name());
    Table table = locked(name, target.name());
    Scope scope = new Scope(null);
    Join join = Join.of(context, delete.from(), delete.where(), scope);
    int slot = scope.slot(target.alias());
    IdentityHashMap<@Nullable Object[], Boolean> gone = new IdentityHashMap<>();
    join.each(
        null,
        frame -> {
          gone.put(frame.rows()[slot], true);
          return true;
        });
    if (!gone.isEmpty()) {
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (@Nullable Object[] row : table.rows()) {
        if (gone.containsKey(row)) {
          context.transaction().record(table, row, null);
        } else {
          rows.add(row);
        }
      }
      put(name, table.with(rows, table.numbered()));
    }
    return new Outcome(gone.size(), null);
  }

  void truncate(Statement.Truncate truncate) {
    TableName name = context.work().name(truncate.table());
    Table table = locked(name, truncate.table());
    boolean referenced =
        context.transaction().tables().values().stream()
            .flatMap(other -> other.references().stream())
            .anyMatch(link -> link.table().equals(name));
    if (referenced) {
      throw new SqlError(
          4712,
          16,
          "Cannot truncate table '"
              + name
              + "' because it is being referenced by a FOREIGN KEY constraint.");
    }
    if (context.transaction().capture().holds(table.id())) {
      throw new SqlError(
          4711,
          16,
          "Cannot truncate table '"
              + name
              + "' because it is published for replication or enabled for Change Data Capture.");
    }
    if (!truncate.partitions().isEmpty()) {
      context.transaction().put(name, Places.without(context, name, table, truncate.partitions()));
      return;
    }
    context.transaction().put(name, table.with(List.of(), 0));
    // A reader of versions cannot learn of it, and has to read the table whole.
    context.transaction().capture(capture -> capture.truncated(table.id()));
  }

  /** Rows of a bulk load, beside which others may be under way. */
  long load(
      List<String> written,
      List<String> columns,
      List<SqlType> types,
      boolean beside,
      List<@Nullable Object[]> given) {
    Work work = context.work();
    TableName name = work.name(written);
    work.writes();
    Locks.Mode mode = beside ? Locks.Mode.BULK : Locks.Mode.EXCLUSIVE;
    context.transaction().lock(name, mode, work.lockTimeout(), work::gone);
    Table table = context.transaction().find(name).orElseThrow(() -> Sources.missing(written));
    List<@Nullable Object[]> fresh = new ArrayList<>();
    for (@Nullable Object[] cells : given) {
      @Nullable Object[] row = new @Nullable Object[table.columns().size()];
      for (int i = 0; i < columns.size(); i++) {
        int index = table.index(columns.get(i));
        if (index < 0) {
          throw new SqlError(207, 16, "Invalid column name '" + columns.get(i) + "'.");
        }
        Column column = table.columns().get(index);
        row[index] =
            Convert.store(cells[i], types.get(i), column.type(), name.toString(), column.name());
      }
      generate(name, table, row);
      Constraints.row(context, name, table, row);
      fresh.add(row);
    }
    if (beside && table.primaryKey().isEmpty() && table.unique().isEmpty()) {
      context.transaction().append(name, fresh);
    } else {
      List<@Nullable Object[]> rows = new ArrayList<>(table.rows());
      rows.addAll(fresh);
      put(name, table.with(rows, table.numbered()));
    }
    fresh.forEach(row -> context.transaction().record(table, null, row));
    return fresh.size();
  }
}
