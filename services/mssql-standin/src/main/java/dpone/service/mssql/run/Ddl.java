package dpone.service.mssql.run;

import dpone.service.mssql.parse.Parser;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Locks;
import dpone.service.mssql.store.Shape;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.mssql.value.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER, DROP. */
final class Ddl {
  private final Context context;
  private final Transaction transaction;

  Ddl(Context context) {
    this.context = context;
    this.transaction = context.transaction();
  }

  void run(Statement statement) {
    context.work().defines();
    if (new CaptureDdl(context).ran(statement) || new Places(context).ran(statement)) {
      return;
    }
    switch (statement) {
      case Statement.CreateSchema schema -> schema(schema.name());
      case Statement.CreateTable table -> create(table);
      case Statement.CreateView view -> {
        TableName name = fresh(view.view());
        if (!(view.query() instanceof Query.Select select)) {
          throw SqlError.syntax("UNION");
        }
        Plan plan = Plan.of(context, select, null);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < plan.names().size(); i++) {
          columns.add(
              Column.of(
                  new Statement.Definition(
                      plan.names().get(i),
                      plan.columns().get(i).type(),
                      "",
                      true,
                      false,
                      null,
                      null,
                      null)));
        }
        transaction.put(
            name,
            new Table(
                transaction.nextId(),
                columns,
                List.of(),
                List.of(),
                Shape.PLAIN,
                List.of(),
                select,
                List.of(),
                0));
      }
      case Statement.Drop drop -> drop(drop);
      case Statement.AddColumn add -> add(add);
      case Statement.AlterColumn alter -> alter(alter);
      case Statement.DropColumn drop -> dropColumn(drop);
      case Statement.Transfer transfer -> transfer(transfer);
      case Statement.Rename rename -> rename(rename);
      default -> throw new IllegalArgumentException(statement.toString());
    }
  }

  private void schema(String name) {
    if (transaction.schema(name).isPresent()) {
      throw new SqlError(2714, 16, exists(name));
    }
    transaction.schema(name, true);
  }

  private static String exists(String name) {
    return "There is already an object named '" + name + "' in the database.";
  }

  private void lock(TableName name) {
    Work work = context.work();
    transaction.lock(name, Locks.Mode.EXCLUSIVE, work.lockTimeout(), work::gone);
  }

  private TableName fresh(List<String> written) {
    TableName name = context.work().name(written);
    if (transaction.schema(name.schema()).isEmpty()) {
      throw new SqlError(
          2760,
          16,
          "The specified schema name \""
              + name.schema()
              + "\" either does not exist or you do not have permission to use it.");
    }
    lock(name);
    if (transaction.find(name).isPresent()) {
      throw new SqlError(2714, 16, exists(name.name()));
    }
    return name;
  }

  private Table there(TableName name) {
    return there(context, name);
  }

  /** A table that is there, locked. */
  static Table there(Context context, TableName name) {
    Work work = context.work();
    context.transaction().lock(name, Locks.Mode.EXCLUSIVE, work.lockTimeout(), work::gone);
    return context
        .transaction()
        .find(name)
        .orElseThrow(() ->
            new SqlError(
                4902,
                16,
                "Cannot find the object \""
                    + name
                    + "\" because it does not exist or you do not have permissions."));
  }

  private void create(Statement.CreateTable create) {
    TableName name = fresh(create.table());
    List<Column> columns = new ArrayList<>();
    for (Statement.Definition given : create.columns()) {
      boolean key = create.primaryKey().stream().anyMatch(given.name()::equalsIgnoreCase);
      Statement.Definition definition =
          key
              ? new Statement.Definition(
                  given.name(),
                  given.type(),
                  given.collation(),
                  false,
                  given.identity(),
                  given.fallback(),
                  given.check(),
                  given.computed())
              : given;
      columns.add(Column.of(definition));
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.set(i, computed(name, columns, columns.get(i)));
    }
    List<Table.Link> links = new ArrayList<>();
    for (Statement.Reference reference : create.references()) {
      TableName other = context.work().name(reference.table());
      there(other);
      links.add(new Table.Link(reference.columns(), other));
    }
    transaction.put(
        name,
        new Table(
            transaction.nextId(),
            columns,
            create.primaryKey(),
            List.of(),
            new Places(context).shape(create, columns),
            links,
            null,
            List.of(),
            0));
  }

  /** A computed column has the type of its expression. */
  private Column computed(TableName name, List<Column> columns, Column column) {
    Statement.Definition given = column.definition();
    dpone.service.mssql.parse.Expr expr = given.computed();
    if (expr == null) {
      return column;
    }
    Scope scope = new Scope(null);
    scope.add(
        name.name(),
        Relation.of(
            new Table(
                0, columns, List.of(), List.of(), Shape.PLAIN, List.of(), null, List.of(), 0)));
    return Column.of(
        new Statement.Definition(
            given.name(),
            new Compiler(context, scope).value(expr).type(),
            "",
            true,
            false,
            null,
            null,
            expr));
  }

  private void drop(Statement.Drop drop) {
    if (drop.what().equals("SCHEMA")) {
      String schema = drop.name().getLast();
      if (transaction.schema(schema).isEmpty() && drop.ifExists()) {
        return;
      }
      if (transaction.tables().keySet().stream()
          .anyMatch(t -> t.schema().equalsIgnoreCase(schema))) {
        throw new SqlError(3729, 16, "Cannot drop schema '" + schema + "' because it is in use.");
      }
      transaction.schema(schema, false);
      return;
    }
    TableName name = context.work().name(drop.name());
    lock(name);
    Optional<Table> there =
        transaction.find(name).filter(t -> (t.view() != null) == drop.what().equals("VIEW"));
    if (there.isPresent()) {
      transaction.remove(name);
      int id = there.get().id();
      if (transaction.capture().follows(id)) {
        transaction.capture(capture -> capture.without(id));
      }
    } else if (!drop.ifExists()) {
      throw new SqlError(
          3701,
          11,
          "Cannot drop the "
              + drop.what().toLowerCase(Locale.ROOT)
              + " '"
              + name
              + "', because it does not exist or you do not have permission.");
    }
  }

  private void add(Statement.AddColumn add) {
    TableName name = context.work().name(add.table());
    Table table = there(name);
    if (table.index(add.column().name()) >= 0) {
      throw new SqlError(
          2705, 16, "Column names in each table must be unique: '" + add.column().name() + "'.");
    }
    Column column = Column.of(add.column());
    dpone.service.mssql.parse.Expr fallback = add.column().fallback();
    if (!add.column().nullable() && fallback == null && !table.rows().isEmpty()) {
      throw new SqlError(4901, 16, "ALTER TABLE only allows columns to be added that can be null.");
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    Object value =
        fallback == null || add.column().nullable()
            ? null
            : new Compiler(context, new Scope(null))
                .value(fallback)
                .as(column.type())
                .at(new Frame(0, null));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : table.rows()) {
      @Nullable Object[] longer = java.util.Arrays.copyOf(row, row.length + 1);
      longer[row.length] = value;
      rows.add(longer);
    }
    transaction.put(name, table.with(columns, rows));
  }

  private void alter(Statement.AlterColumn alter) {
    TableName name = context.work().name(alter.table());
    Table table = there(name);
    int index = column(table, alter.column());
    Column old = table.columns().get(index);
    Statement.Definition was = old.definition();
    Column column =
        Column.of(
            new Statement.Definition(
                was.name(),
                alter.type(),
                was.collation(),
                alter.nullable(),
                was.identity(),
                was.fallback(),
                was.check(),
                null));
    List<Column> columns = new ArrayList<>(table.columns());
    columns.set(index, column);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : table.rows()) {
      @Nullable Object[] copy = row.clone();
      copy[index] =
          Convert.store(row[index], old.type(), column.type(), name.toString(), column.name());
      Constraints.row(context, name, table.with(columns, List.of()), copy);
      rows.add(copy);
    }
    transaction.put(name, table.with(columns, rows));
  }

  private static int column(Table table, String name) {
    int index = table.index(name);
    if (index < 0) {
      throw new SqlError(
          4924, 16, "ALTER TABLE failed because column '" + name + "' does not exist.");
    }
    return index;
  }

  private void dropColumn(Statement.DropColumn drop) {
    TableName name = context.work().name(drop.table());
    Table table = there(name);
    int index = column(table, drop.column());
    List<Column> columns = new ArrayList<>(table.columns());
    columns.remove(index);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(java.util.Arrays.asList(row));
      cells.remove(index);
      rows.add(cells.toArray());
    }
    transaction.put(name, table.with(columns, rows));
  }

  private void transfer(Statement.Transfer transfer) {
    TableName name = context.work().name(transfer.table());
    String schema =
        transaction
            .schema(transfer.schema())
            .orElseThrow(() ->
                new SqlError(
                    15151,
                    16,
                    "Cannot alter the schema '"
                        + transfer.schema()
                        + "', because it does not exist"));
    move(name, new TableName(schema, name.name()));
  }

  private void rename(Statement.Rename rename) {
    TableName name = context.work().name(Parser.name(rename.name()));
    move(name, new TableName(name.schema(), rename.to()));
  }

  private void move(TableName from, TableName to) {
    Table table = there(from);
    if (transaction.capture().holds(table.id())) {
      throw new SqlError(
          15051, 11, "Cannot rename the table because it is published for replication.");
    }
    lock(to);
    if (transaction.find(to).isPresent()) {
      throw new SqlError(15335, 11, "Error: The new name '" + to + "' is already in use.");
    }
    transaction.remove(from);
    transaction.put(to, table);
  }
}
