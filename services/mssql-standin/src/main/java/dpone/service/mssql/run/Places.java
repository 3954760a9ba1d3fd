package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Shape;
import dpone.service.mssql.store.Spaces;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.mssql.value.Compare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Partition functions and schemes, indexes, and constraints that are added. */
final class Places {
  private final Context context;
  private final Transaction transaction;

  Places(Context context) {
    this.context = context;
    this.transaction = context.transaction();
  }

  /** Carries a statement out, if it is one of these. */
  boolean ran(Statement statement) {
    switch (statement) {
      case Statement.CreateFunction create -> function(create);
      case Statement.AlterFunction alter -> function(alter);
      case Statement.CreateScheme create -> scheme(create);
      case Statement.CreateIndex index -> index(index);
      case Statement.AddKey key -> key(key);
      case Statement.AddCheck check -> check(check);
      case Statement.Switch change -> new Switch(context).run(change);
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object bound(Expr expr, dpone.service.tds.wire.SqlType type) {
    Object value =
        new Compiler(context, new Scope(null)).value(expr).as(type).at(new Frame(0, null));
    if (value == null) {
      throw new SqlError(7705, 16, "Could not implicitly convert range values type.");
    }
    return value;
  }

  private void function(Statement.CreateFunction create) {
    if (transaction.spaces().function(create.name()).isPresent()) {
      throw new SqlError(
          2714, 16, "There is already an object named '" + create.name() + "' in the database.");
    }
    List<Object> bounds =
        create.bounds().stream()
            .map(b -> bound(b, create.type()))
            .collect(java.util.stream.Collectors.toList());
    bounds.sort((a, b) -> Compare.order(create.type(), a, b, false));
    transaction.spaces(
        transaction
            .spaces()
            .with(new Spaces.Function(create.name(), create.type(), create.right(), bounds)));
  }

  /** Moves a bound, which takes the locks of all tables that are divided by it. */
  private void function(Statement.AlterFunction alter) {
    Spaces.Function old =
        transaction
            .spaces()
            .function(alter.name())
            .orElseThrow(() -> Sources.missing(List.of(alter.name())));
    transaction
        .tables()
        .forEach((name, table) -> {
          if (transaction.spaces().divider(table.shape().space().name()).equals(Optional.of(old))) {
            Ddl.there(context, name);
          }
        });
    Object bound = bound(alter.bound(), old.type());
    List<Object> bounds = new ArrayList<>(old.bounds());
    boolean there = bounds.removeIf(b -> Compare.order(old.type(), b, bound, false) == 0);
    if (there == alter.split()) {
      throw alter.split()
          ? new SqlError(7721, 16, "Duplicate range boundary values are not allowed.")
          : new SqlError(7715, 16, "The specified partition range value could not be found.");
    }
    if (alter.split()) {
      bounds.add(bound);
      bounds.sort((a, b) -> Compare.order(old.type(), a, b, false));
    }
    transaction.spaces(
        transaction
            .spaces()
            .with(new Spaces.Function(old.name(), old.type(), old.right(), bounds)));
  }

  private void scheme(Statement.CreateScheme create) {
    if (transaction.spaces().function(create.function()).isEmpty()) {
      throw Sources.missing(List.of(create.function()));
    }
    create.groups().forEach(this::group);
    transaction.spaces(
        transaction.spaces().with(new Spaces.Scheme(create.name(), create.function())));
  }

  private void group(String name) {
    if (!name.equalsIgnoreCase(Spaces.PRIMARY)) {
      throw new SqlError(1921, 16, "Invalid filegroup '" + name + "' specified.");
    }
  }

  private Statement.Space space(
      Statement.@Nullable Space given, Statement.Space usual, List<Column> columns) {
    if (given == null) {
      return usual;
    }
    if (given.column().isEmpty()) {
      group(given.name());
      return new Statement.Space(Spaces.PRIMARY, "");
    }
    Spaces.Scheme scheme =
        transaction
            .spaces()
            .scheme(given.name())
            .orElseThrow(() ->
                new SqlError(
                    1921, 16, "Invalid partition scheme '" + given.name() + "' specified."));
    String column =
        columns.stream()
            .map(Column::name)
            .filter(given.column()::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() ->
                new SqlError(1911, 16, "Column name '" + given.column() + "' does not exist."));
    return new Statement.Space(scheme.name(), column);
  }

  /** By partition, those of them that there are. */
  private static Map<Integer, String> compression(Map<Integer, String> given) {
    Map<Integer, String> all = new HashMap<>();
    given.forEach((partition, how) ->
        all.put(Math.max(1, partition), how.toUpperCase(java.util.Locale.ROOT)));
    return all;
  }

  Shape shape(Statement.CreateTable create, List<Column> columns) {
    Statement.Space place = space(create.space(), Shape.PLAIN.space(), columns);
    Shape shape = new Shape(place, compression(create.compression()), List.of(), create.checks());
    if (create.primaryKey().isEmpty()) {
      return shape;
    }
    List<Statement.Key> keys =
        create.primaryKey().stream().map(k -> new Statement.Key(k, false)).toList();
    return shape.with(
        unique(
            new Shape.Index(
                "PK",
                create.clustered() ? 1 : 2,
                Shape.Rule.PRIMARY_KEY,
                keys,
                List.of(),
                null,
                place,
                compression(create.compression()))));
  }

  /** A unique index is divided by a column of its key, or not at all. */
  private static Shape.Index unique(Shape.Index index) {
    String column = index.space().column();
    boolean has = index.keys().stream().anyMatch(k -> k.column().equalsIgnoreCase(column));
    if (index.rule() != Shape.Rule.NONE && !column.isEmpty() && !has) {
      throw new SqlError(
          1908,
          16,
          "Column '"
              + column
              + "' is partitioning column of the index '"
              + index.name()
              + "'. Partition columns for a unique index must be a subset of the index key.");
    }
    return index;
  }

  private void index(Statement.CreateIndex create) {
    TableName name = context.work().name(create.table());
    Table table = Ddl.there(context, name);
    Shape.Index index =
        new Shape.Index(
            create.name(),
            create.type(),
            create.unique() ? Shape.Rule.UNIQUE : Shape.Rule.NONE,
            create.keys(),
            create.included(),
            create.where(),
            space(create.space(), table.shape().space(), table.columns()),
            compression(create.compression()));
    add(name, table, unique(index), table.primaryKey());
  }

  private void key(Statement.AddKey key) {
    TableName name = context.work().name(key.table());
    Table table = Ddl.there(context, name);
    Shape.Index index =
        new Shape.Index(
            key.name(),
            key.clustered() ? 1 : 2,
            key.primary() ? Shape.Rule.PRIMARY_KEY : Shape.Rule.UNIQUE_CONSTRAINT,
            key.keys(),
            List.of(),
            null,
            space(key.space(), table.shape().space(), table.columns()),
            compression(key.compression()));
    List<String> columns = key.keys().stream().map(Statement.Key::column).toList();
    if (key.primary() && !table.primaryKey().isEmpty()) {
      throw new SqlError(1779, 16, "Table '" + name + "' already has a primary key defined on it.");
    }
    for (String column : key.primary() ? columns : List.<String>of()) {
      if (table.columns().get(table.index(column)).definition().nullable()) {
        throw new SqlError(
            8111, 16, "Cannot define PRIMARY KEY constraint on nullable column in table.");
      }
    }
    add(name, table, unique(index), key.primary() ? columns : table.primaryKey());
  }

  private void add(TableName name, Table table, Shape.Index index, List<String> key) {
    List<String> columns = index.keys().stream().map(Statement.Key::column).toList();
    for (String column : columns) {
      if (table.index(column) < 0) {
        throw new SqlError(1911, 16, "Column name '" + column + "' does not exist.");
      }
    }
    if (index.clustered() && table.shape().clustered() != null) {
      throw new SqlError(
          1902, 16, "Cannot create more than one clustered index on table '" + name + "'.");
    }
    List<Table.Unique> unique = new ArrayList<>(table.unique());
    if (index.rule() == Shape.Rule.UNIQUE || index.rule() == Shape.Rule.UNIQUE_CONSTRAINT) {
      unique.add(new Table.Unique(columns, index.where()));
    }
    Table made = table.with(key, unique, table.shape().with(index));
    try {
      Constraints.whole(context, name, made);
    } catch (SqlError duplicate) {
      throw new SqlError(
          1505,
          16,
          "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found. "
              + duplicate.text());
    }
    transaction.put(name, made);
  }

  private void check(Statement.AddCheck add) {
    TableName name = context.work().name(add.table());
    Table table = Ddl.there(context, name);
    Table made = table.with(table.primaryKey(), table.unique(), table.shape().with(add.check()));
    if (add.check().trusted()) {
      table.rows().forEach(row -> Constraints.row(context, name, made, row));
    }
    transaction.put(name, made);
  }

  /** A table without the rows of some partitions. */
  static Table without(Context context, TableName name, Table table, List<Integer> partitions) {
    Statement.Space space = table.shape().space();
    Spaces.Function function =
        context
            .transaction()
            .spaces()
            .divider(space.name())
            .orElseThrow(() ->
                new SqlError(
                    7729,
                    16,
                    "Cannot specify partition number in the truncate table statement as the table '"
                        + name
                        + "' is not partitioned."));
    for (Shape.Index index : table.shape().indexes()) {
      if (!index.space().equals(space)) {
        throw new SqlError(
            3756,
            16,
            "TRUNCATE TABLE statement failed. Index '" + index.name() + "' is not partitioned.");
      }
    }
    for (int partition : partitions) {
      if (partition < 1 || partition > function.bounds().size() + 1) {
        throw new SqlError(
            7722, 16, "Invalid partition number " + partition + " specified for table.");
      }
    }
    List<@Nullable Object[]> rows =
        new ArrayList<>(
            table.rows().stream()
                .filter(row -> !partitions.contains(context.transaction().partition(table, row)))
                .toList());
    return table.with(rows, table.numbered());
  }
}
