package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.parse.Written;
import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Shape;
import dpone.service.mssql.store.Spaces;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue of where tables lie, and of what belongs to them. */
final class PlaceTables {
  private static final Map<String, Integer> COMPRESSIONS =
      Map.of("NONE", 0, "ROW", 1, "PAGE", 2, "COLUMNSTORE", 3, "COLUMNSTORE_ARCHIVE", 4);

  private final Transaction transaction;

  PlaceTables(Transaction transaction) {
    this.transaction = transaction;
  }

  /** One of its views, or null where it has no such. */
  @Nullable Relation of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tables" -> tables();
      case "indexes" -> indexes();
      case "index_columns" -> indexColumns();
      case "partitions" -> partitions();
      case "allocation_units" -> units();
      case "data_spaces" -> spaces();
      case "partition_schemes" -> schemes();
      case "partition_functions" -> functions();
      case "check_constraints" -> checks();
      case "default_constraints" -> defaults();
      case "triggers" -> SysTables.relation("i:parent_id b:is_disabled", List.of());
      case "fulltext_indexes" -> SysTables.relation("i:object_id", List.of());
      case "sql_expression_dependencies" ->
          SysTables.relation(
              "i:referencing_id i:referenced_id b:is_schema_bound_reference", List.of());
      default -> null;
    };
  }

  private List<Map.Entry<TableName, Table>> all() {
    return transaction.tables().entrySet().stream()
        .filter(e -> e.getValue().view() == null)
        .toList();
  }

  private int spaceId(String space) {
    List<String> names = transaction.spaces().names();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(space)) {
        return i == 0 ? 1 : 65_600 + i;
      }
    }
    throw new IllegalStateException("no space " + space);
  }

  private int functionId(String function) {
    List<String> names = transaction.spaces().functions().keySet().stream().sorted().toList();
    return 65_536 + names.indexOf(function.toLowerCase(Locale.ROOT));
  }

  private Relation tables() {
    Capture capture = transaction.capture();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      Table table = one.getValue();
      boolean large = table.columns().stream().anyMatch(c -> SysTables.maxLength(c.type()) == -1);
      rows.add(
          new @Nullable Object[] {
            one.getKey().name(),
            table.id(),
            SysTables.schemaId(one.getKey().schema()),
            "U ",
            false,
            0,
            false,
            false,
            false,
            false,
            capture.instances().stream().anyMatch(i -> i.source() == table.id()),
            0,
            false,
            true,
            large ? spaceId(table.shape().space().name()) : 0
          });
    }
    return SysTables.relation(
        "t:name i:object_id i:schema_id t:type b:is_ms_shipped i:temporal_type"
            + " b:is_memory_optimized b:is_filetable b:is_replicated b:is_merge_published"
            + " b:is_tracked_by_cdc i:text_in_row_limit b:large_value_types_out_of_row"
            + " b:uses_ansi_nulls i:lob_data_space_id",
        rows);
  }

  /** What a table's rows lie in: its heap, as index 0, and its indexes, from 1 where clustered. */
  private static List<Numbered> numbered(Table table) {
    List<Numbered> all = new ArrayList<>();
    Shape shape = table.shape();
    if (shape.clustered() == null) {
      all.add(new Numbered(0, null, shape.space(), shape.compression()));
    }
    int next = 2;
    for (Shape.Index index : shape.indexes()) {
      all.add(
          new Numbered(index.clustered() ? 1 : next++, index, index.space(), index.compression()));
    }
    return all;
  }

  private record Numbered(
      int id, Shape.@Nullable Index index, Statement.Space space, Map<Integer, String> packed) {}

  private Relation indexes() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      for (Numbered numbered : numbered(one.getValue())) {
        Shape.Index index = numbered.index();
        Expr where = index == null ? null : index.where();
        rows.add(
            new @Nullable Object[] {
              one.getValue().id(),
              numbered.id(),
              index == null ? null : index.name(),
              index == null ? 0 : index.type(),
              index != null && index.rule() != Shape.Rule.NONE,
              index != null && index.rule() == Shape.Rule.PRIMARY_KEY,
              index != null && index.rule() == Shape.Rule.UNIQUE_CONSTRAINT,
              false,
              false,
              where == null ? null : Written.of(where),
              spaceId(numbered.space().name())
            });
      }
    }
    return SysTables.relation(
        "i:object_id i:index_id t:name i:type b:is_unique b:is_primary_key b:is_unique_constraint"
            + " b:is_disabled b:is_hypothetical x:filter_definition i:data_space_id",
        rows);
  }

  private Relation indexColumns() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      Table table = one.getValue();
      for (Numbered numbered : numbered(table)) {
        Shape.Index index = numbered.index();
        String divides = numbered.space().column();
        int number = 1;
        boolean named = divides.isEmpty();
        List<Statement.Key> keys = index == null ? List.of() : index.keys();
        for (int i = 0; i < keys.size(); i++) {
          boolean by = keys.get(i).column().equalsIgnoreCase(divides);
          named |= by;
          rows.add(column(table, numbered, keys.get(i).column(), number++, i + 1, keys.get(i), by));
        }
        for (String included : index == null ? List.<String>of() : index.included()) {
          rows.add(column(table, numbered, included, number++, 0, null, false));
        }
        if (!named) {
          rows.add(
              column(table, numbered, divides, number, 0, new Statement.Key(divides, false), true));
        }
      }
    }
    return SysTables.relation(
        "i:object_id i:index_id i:index_column_id i:column_id i:key_ordinal i:partition_ordinal"
            + " b:is_descending_key b:is_included_column",
        rows);
  }

  private static @Nullable Object[] column(
      Table table,
      Numbered index,
      String column,
      int number,
      int ordinal,
      Statement.@Nullable Key key,
      boolean divides) {
    return new @Nullable Object[] {
      table.id(),
      index.id(),
      number,
      table.index(column) + 1,
      ordinal,
      divides ? 1 : 0,
      key != null && key.descending(),
      key == null
    };
  }

  private Relation partitions() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      Table table = one.getValue();
      for (Numbered numbered : numbered(table)) {
        int count =
            transaction
                .spaces()
                .divider(numbered.space().name())
                .map(f -> f.bounds().size() + 1)
                .orElse(1);
        for (int partition = 1; partition <= count; partition++) {
          int number = partition;
          boolean divided = !numbered.space().column().isEmpty();
          long held =
              table.rows().stream()
                  .filter(row -> !divided || transaction.partition(table, row) == number)
                  .count();
          String how = numbered.packed().getOrDefault(partition, "NONE");
          rows.add(
              new @Nullable Object[] {
                table.id(),
                numbered.id(),
                partition,
                id(table, numbered.id(), partition),
                held,
                COMPRESSIONS.getOrDefault(how, 0),
                how
              });
        }
      }
    }
    return SysTables.relation(
        "i:object_id i:index_id i:partition_number l:partition_id l:rows i:data_compression"
            + " t:data_compression_desc",
        rows);
  }

  private static long id(Table table, int index, int partition) {
    return (table.id() * 100L + index) * 100_000L + partition;
  }

  private Relation units() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] partition : partitions().rows()) {
      rows.add(
          new @Nullable Object[] {
            partition[3], 1L + (partition[4] instanceof Long held ? held : 0L) / 50
          });
    }
    return SysTables.relation("l:container_id l:used_pages", rows);
  }

  private Relation spaces() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (String name : transaction.spaces().names()) {
      rows.add(
          new @Nullable Object[] {name, spaceId(name), name.equals(Spaces.PRIMARY) ? "FG" : "PS"});
    }
    return SysTables.relation("t:name i:data_space_id t:type", rows);
  }

  private Relation schemes() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Spaces.Scheme scheme : transaction.spaces().schemes().values()) {
      rows.add(
          new @Nullable Object[] {
            scheme.name(), spaceId(scheme.name()), functionId(scheme.function())
          });
    }
    return SysTables.relation("t:name i:data_space_id i:function_id", rows);
  }

  private Relation functions() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Spaces.Function function : transaction.spaces().functions().values()) {
      rows.add(
          new @Nullable Object[] {
            function.name(),
            functionId(function.name()),
            function.bounds().size() + 1,
            function.right()
          });
    }
    return SysTables.relation("t:name i:function_id i:fanout b:boundary_value_on_right", rows);
  }

  private Relation checks() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      for (Column column : one.getValue().columns()) {
        Expr check = column.definition().check();
        if (check != null) {
          rows.add(
              new @Nullable Object[] {
                one.getValue().id(), "CK_" + column.name(), Written.of(check), false, false
              });
        }
      }
      for (Statement.Check check : one.getValue().shape().checks()) {
        rows.add(
            new @Nullable Object[] {
              one.getValue().id(), check.name(), Written.of(check.holds()), false, false
            });
      }
    }
    return SysTables.relation(
        "i:parent_object_id t:name x:definition b:is_disabled b:is_not_for_replication", rows);
  }

  /** Number of a default, which is an object of its own. */
  static int defaultId(Table table, int column) {
    return 1_000_000 + table.id() * 1000 + column;
  }

  private Relation defaults() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Map.Entry<TableName, Table> one : all()) {
      List<Column> columns = one.getValue().columns();
      for (int i = 0; i < columns.size(); i++) {
        Expr fallback = columns.get(i).definition().fallback();
        if (fallback != null) {
          rows.add(
              new @Nullable Object[] {
                one.getValue().id(), defaultId(one.getValue(), i), Written.of(fallback)
              });
        }
      }
    }
    return SysTables.relation("i:parent_object_id i:object_id x:definition", rows);
  }
}
