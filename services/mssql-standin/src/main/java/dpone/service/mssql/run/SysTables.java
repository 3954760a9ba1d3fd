package dpone.service.mssql.run;

import dpone.service.mssql.parse.Types;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue, as far as somebody asks for it. */
final class SysTables {
  static final int DATABASE_ID = 5;
  private static final int CLR = 240;

  private final Transaction transaction;

  private SysTables(Transaction transaction) {
    this.transaction = transaction;
  }

  static Relation of(Transaction transaction, String name, List<String> whole) {
    SysTables all = new SysTables(transaction);
    Relation placed = new PlaceTables(transaction).of(name);
    if (placed != null) {
      return placed;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "schemas" -> all.schemas();
      case "objects" -> all.objects();
      case "columns" -> all.columns();
      case "types" -> types();
      case "foreign_keys" -> all.foreignKeys();
      case "database_permissions" -> empty("class", "major_id");
      case "databases" -> all.databases();
      default -> CaptureTables.sys(transaction, whole);
    };
  }

  /**
   * Columns by their names and types: i for int, l for bigint, b for bit, d for datetime, p for a
   * place in the log, t for a name, x for text.
   */
  static Relation relation(String form, List<@Nullable Object[]> rows) {
    List<Relation.Col> columns = new ArrayList<>();
    for (String part : form.split(" ", -1)) {
      SqlType type =
          switch (part.charAt(0)) {
            case 'i' -> SqlType.of(Kind.INT);
            case 'l' -> SqlType.of(Kind.BIGINT);
            case 'b' -> SqlType.of(Kind.BIT);
            case 'd' -> SqlType.of(Kind.DATETIME);
            case 'p' -> SqlType.bytes(Kind.BINARY, 10);
            case 'g' -> SqlType.of(Kind.UNIQUEIDENTIFIER);
            case 'x' -> SqlType.max(Kind.NVARCHAR);
            default -> SqlType.units(Kind.NVARCHAR, 128);
          };
      columns.add(Relation.Col.of(part.substring(2), type));
    }
    return new Relation(columns, rows);
  }

  private static Relation empty(String... columns) {
    return relation("i:" + String.join(" i:", columns), List.of());
  }

  static int schemaId(String schema) {
    return schema.equalsIgnoreCase("dbo")
        ? 1
        : 5 + (schema.toLowerCase(Locale.ROOT).hashCode() & 0xFFFFF);
  }

  private Relation schemas() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    transaction.schemas().forEach(s -> rows.add(new @Nullable Object[] {s, schemaId(s)}));
    return relation("t:name i:schema_id", rows);
  }

  private Relation objects() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    transaction
        .tables()
        .forEach((name, table) -> {
          rows.add(
              new @Nullable Object[] {
                name.name(),
                table.id(),
                schemaId(name.schema()),
                table.view() == null ? "U " : "V ",
                false
              });
        });
    return relation("t:name i:object_id i:schema_id t:type b:is_ms_shipped", rows);
  }

  private Relation columns() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Table table : transaction.tables().values()) {
      List<Column> columns = table.columns();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        SqlType type = column.type();
        rows.add(
            new @Nullable Object[] {
              column.name(),
              table.id(),
              i + 1,
              typeId(type),
              type.kind() == Kind.UDT ? CLR : typeId(type),
              maxLength(type),
              precision(type),
              type.scale(),
              column.definition().nullable(),
              column.definition().identity(),
              column.definition().computed() != null,
              0,
              column.definition().fallback() == null ? 0 : PlaceTables.defaultId(table, i),
              column.text() ? column.collation() : null,
              false,
              0,
              false,
              false,
              false,
              false,
              0,
              0,
              true
            });
      }
    }
    return relation(
        "t:name i:object_id i:column_id i:user_type_id i:system_type_id i:max_length i:precision"
            + " i:scale b:is_nullable b:is_identity b:is_computed i:generated_always_type"
            + " i:default_object_id t:collation_name b:is_hidden i:encryption_type"
            + " b:is_sparse b:is_column_set b:is_rowguidcol b:is_filestream i:xml_collection_id"
            + " i:rule_object_id b:is_ansi_padded",
        rows);
  }

  /** Bytes, -1 for max. */
  static int maxLength(SqlType type) {
    return switch (type.kind()) {
      case VARCHAR, NVARCHAR, VARBINARY, XML, JSON, UDT ->
          type.length() == SqlType.MAX ? -1 : type.length();
      case TEXT, NTEXT, IMAGE -> 16;
      case DATE -> 3;
      case TIME -> 5;
      case DATETIME2 -> 8;
      case DATETIMEOFFSET -> 10;
      default -> type.length();
    };
  }

  static int precision(SqlType type) {
    return switch (type.kind()) {
      case MONEY -> 19;
      case SMALLMONEY -> 10;
      default -> type.precision();
    };
  }

  private static final Map<String, Integer> IDS =
      Map.ofEntries(
          Map.entry("image", 34),
          Map.entry("text", 35),
          Map.entry("uniqueidentifier", 36),
          Map.entry("date", 40),
          Map.entry("time", 41),
          Map.entry("datetime2", 42),
          Map.entry("datetimeoffset", 43),
          Map.entry("tinyint", 48),
          Map.entry("smallint", 52),
          Map.entry("int", 56),
          Map.entry("smalldatetime", 58),
          Map.entry("real", 59),
          Map.entry("money", 60),
          Map.entry("datetime", 61),
          Map.entry("float", 62),
          Map.entry("sql_variant", 98),
          Map.entry("ntext", 99),
          Map.entry("bit", 104),
          Map.entry("decimal", 106),
          Map.entry("numeric", 108),
          Map.entry("smallmoney", 122),
          Map.entry("bigint", 127),
          Map.entry("hierarchyid", 128),
          Map.entry("geometry", 129),
          Map.entry("geography", 130),
          Map.entry("varbinary", 165),
          Map.entry("varchar", 167),
          Map.entry("binary", 173),
          Map.entry("char", 175),
          Map.entry("timestamp", 189),
          Map.entry("nvarchar", 231),
          Map.entry("nchar", 239),
          Map.entry("xml", 241),
          Map.entry("json", 244),
          Map.entry("vector", 255));

  static int typeId(SqlType type) {
    Integer id = IDS.get(Types.name(type));
    if (id == null) {
      throw new IllegalStateException("no number of " + type);
    }
    return id;
  }

  static @Nullable String typeName(int id) {
    return IDS.entrySet().stream()
        .filter(e -> e.getValue() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static Relation types() {
    List<@Nullable Object[]> rows = new ArrayList<>();
    IDS.forEach((name, id) ->
        rows.add(new @Nullable Object[] {name, id, id >= 128 && id <= 130 ? CLR : id, false}));
    return relation("t:name i:user_type_id i:system_type_id b:is_user_defined", rows);
  }

  private Relation foreignKeys() {
    Map<TableName, Table> tables = transaction.tables();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Table table : tables.values()) {
      for (Table.Link link : table.references()) {
        Table other = tables.get(link.table());
        rows.add(new @Nullable Object[] {table.id(), other == null ? 0 : other.id()});
      }
    }
    return relation("i:parent_object_id i:referenced_object_id", rows);
  }

  private Relation databases() {
    @Nullable Object[] row = {
      transaction.store().name(),
      DATABASE_ID,
      transaction.store().identity(),
      transaction.store().snapshots() ? 1 : 0,
      transaction.capture().captures()
    };
    return relation(
        "t:name i:database_id g:service_broker_guid i:snapshot_isolation_state b:is_cdc_enabled",
        List.<@Nullable Object[]>of(row));
  }
}
