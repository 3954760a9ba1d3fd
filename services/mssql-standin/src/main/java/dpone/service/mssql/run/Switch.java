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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ALTER TABLE SWITCH, which refuses by the server's numbers what the server refuses. */
final class Switch {
  private final Context context;
  private final Transaction transaction;

  Switch(Context context) {
    this.context = context;
    this.transaction = context.transaction();
  }

  /** One of the two. */
  private record Side(TableName name, Table table, int partition, @Nullable Integer of) {
    String heap() {
      return compression(table.shape().compression());
    }

    String compression(Map<Integer, String> by) {
      return by.getOrDefault(Math.max(1, partition), "NONE");
    }
  }

  private static SqlError failed(int number, String why) {
    return new SqlError(number, 16, "ALTER TABLE SWITCH statement failed. " + why);
  }

  void run(Statement.Switch change) {
    Side source = side(change.source(), change.from());
    Side target = side(change.target(), change.to());
    if (source.name().equals(target.name())) {
      throw failed(4955, "The source table and target table '" + target.name() + "' are same.");
    }
    columns(source, target);
    places(source, target);
    indexes(source, target);
    rules(source, target);
    List<@Nullable Object[]> moved = new ArrayList<>();
    List<@Nullable Object[]> stay = new ArrayList<>();
    for (@Nullable Object[] row : source.table().rows()) {
      (in(source, row) ? moved : stay).add(row);
    }
    List<@Nullable Object[]> rows = new ArrayList<>(target.table().rows());
    if (rows.stream().anyMatch(row -> in(target, row))) {
      throw target.of() == null
          ? failed(4905, "The target table '" + target.name() + "' must be empty.")
          : failed(
              4904,
              "The specified partition "
                  + target.partition()
                  + " of target table '"
                  + target.name()
                  + "' must be empty.");
    }
    rows.addAll(moved);
    transaction.put(source.name(), source.table().with(stay, source.table().numbered()));
    transaction.put(target.name(), target.table().with(rows, target.table().numbered()));
  }

  private boolean in(Side side, @Nullable Object[] row) {
    return side.of() == null || transaction.partition(side.table(), row) == side.partition();
  }

  private Side side(List<String> written, int partition) {
    TableName name = context.work().name(written);
    Table table = Ddl.there(context, name);
    if (table.view() != null) {
      throw new SqlError(4909, 16, "Cannot alter '" + name + "' because it is not a table.");
    }
    if (transaction.capture().tracked().containsKey(table.id())) {
      throw new SqlError(
          4900,
          16,
          "The ALTER TABLE SWITCH statement failed for table '"
              + name
              + "'. It is not possible to switch the partition of a table that has change tracking"
              + " enabled.");
    }
    Integer of =
        transaction
            .spaces()
            .divider(table.shape().space().name())
            .map(f -> f.bounds().size() + 1)
            .orElse(null);
    if (of != null && partition == 0) {
      throw new SqlError(
          4911,
          16,
          "Cannot specify a partitioned table without partition number in ALTER TABLE SWITCH"
              + " statement. The table '"
              + name
              + "' is partitioned.");
    }
    if (of != null && (partition > of || partition < 1)) {
      throw failed(
          4950, "partition number " + partition + " does not exist in table '" + name + "'.");
    }
    return new Side(name, table, partition, of);
  }

  private static void columns(Side source, Side target) {
    List<Column> own = source.table().columns();
    List<Column> other = target.table().columns();
    if (own.size() != other.size()) {
      throw failed(4943, "The tables have " + own.size() + " and " + other.size() + " columns.");
    }
    for (int i = 0; i < own.size(); i++) {
      Column a = own.get(i);
      Column b = other.get(i);
      if (!a.name().equals(b.name())) {
        throw failed(4942, "Columns at ordinal " + (i + 1) + " have different names.");
      }
      if (!a.definition().type().equals(b.definition().type())) {
        throw failed(4944, "Column '" + a.name() + "' has different data types.");
      }
      if (a.text() && !a.collation().equalsIgnoreCase(b.collation())) {
        throw failed(4945, "Column '" + a.name() + "' does not have the same collation.");
      }
      if (!Objects.equals(a.definition().computed(), b.definition().computed())) {
        throw failed(4965, "Column '" + a.name() + "' is computed in one table.");
      }
      if (a.definition().nullable() != b.definition().nullable()) {
        throw failed(
            4985, "Column '" + a.name() + "' does not have the same nullability attribute.");
      }
    }
  }

  private void places(Side source, Side target) {
    Statement.Space a = source.table().shape().space();
    Statement.Space b = target.table().shape().space();
    Spaces spaces = transaction.spaces();
    Optional<Spaces.Function> from = spaces.divider(a.name());
    Optional<Spaces.Function> to = spaces.divider(b.name());
    if (from.isPresent() && to.isPresent()) {
      if (!a.column().equalsIgnoreCase(b.column())) {
        throw failed(4953, "The columns set used to partition the tables is different.");
      }
      if (!from.equals(to) || source.partition() != target.partition()) {
        throw failed(4973, "A range is not a subset of the other.");
      }
    } else if (to.isPresent()) {
      int column = target.table().index(b.column());
      boolean fits =
          checks(source.table())
              .anyMatch(check ->
                  Ranges.within(
                      check,
                      source.table().columns().get(column),
                      to.get(),
                      target.partition(),
                      context));
      if (!fits) {
        throw failed(
            4982,
            "Check constraints of source table '"
                + source.name()
                + "' allow values that are not allowed by range defined by partition "
                + target.partition()
                + " on target table '"
                + target.name()
                + "'.");
      }
    }
  }

  private static void indexes(Side source, Side target) {
    for (Side side : List.of(source, target)) {
      Shape shape = side.table().shape();
      for (Shape.Index index : shape.indexes()) {
        if (!index.space().equals(shape.space())) {
          throw failed(
              7733,
              "The table '"
                  + side.name()
                  + "' is partitioned while index '"
                  + index.name()
                  + "' is not, or otherwise.");
        }
      }
    }
    Shape own = source.table().shape();
    Shape other = target.table().shape();
    if ((own.clustered() == null) != (other.clustered() == null)) {
      throw failed(4913, "One of the tables does not have a clustered index.");
    }
    if (own.clustered() == null && !source.heap().equals(target.heap())) {
      throw compressions();
    }
    for (Shape.Index index : other.indexes()) {
      Shape.Index same = own.like(index);
      if (same == null) {
        throw failed(
            4947,
            "There is no identical index in source table '"
                + source.name()
                + "' for the index '"
                + index.name()
                + "' in target table '"
                + target.name()
                + "'.");
      }
      if (!source.compression(same.compression()).equals(target.compression(index.compression()))) {
        throw compressions();
      }
    }
  }

  private static SqlError compressions() {
    return failed(
        11406,
        "Source and target partitions have different values for the DATA_COMPRESSION option.");
  }

  private void rules(Side source, Side target) {
    boolean referenced =
        transaction.tables().values().stream()
            .flatMap(other -> other.references().stream())
            .anyMatch(link -> link.table().equals(source.name()));
    if (referenced) {
      throw failed(4967, "Source table '" + source.name() + "' contains a primary key.");
    }
    for (Table.Link link : target.table().references()) {
      if (!source.table().references().contains(link)) {
        throw failed(4968, "Target table '" + target.name() + "' has a foreign key.");
      }
    }
    List<Expr> there = checks(source.table()).toList();
    for (Statement.Check check : target.table().shape().checks()) {
      if (!there.contains(check.holds())) {
        throw failed(
            4970,
            "Target table '"
                + target.name()
                + "' has a table level check constraint '"
                + check.name()
                + "'.");
      }
    }
    for (Column column : target.table().columns()) {
      Expr check = column.definition().check();
      if (check != null && !there.contains(check)) {
        throw failed(
            4971, "Target table has a column level check constraint of '" + column.name() + "'.");
      }
    }
  }

  /** What the server trusts that rows of a table are like. */
  private static Stream<Expr> checks(Table table) {
    return Stream.concat(
        table.columns().stream().map(c -> c.definition().check()).filter(Objects::nonNull),
        table.shape().checks().stream()
            .filter(Statement.Check::trusted)
            .map(Statement.Check::holds));
  }
}
