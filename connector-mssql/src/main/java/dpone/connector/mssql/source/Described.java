package dpone.connector.mssql.source;

import dpone.connector.mssql.catalog.Catalog;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Nearest;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.SqlText;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import dpone.connector.mssql.type.TypeMapper;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream after selection.
 *
 * @param selection what was asked for
 * @param table the table or view, or null for a query
 * @param columns the selected columns
 * @param cursor the cursor, which need not be selected, or null
 * @param view the database snapshot that is read, or null
 */
record Described(
    StreamSelection selection,
    @Nullable TableInfo table,
    List<ColumnInfo> columns,
    @Nullable Cursor cursor,
    @Nullable DatabaseSnapshot view) {
  Described {
    columns = List.copyOf(columns);
  }

  /** Asks the catalogue. */
  static Described of(
      MsSession session,
      ConnectionSettings settings,
      StreamSelection selection,
      @Nullable DatabaseSnapshot view) {
    StreamSelection asked = enclosed(selection);
    TableInfo table = null;
    List<ColumnInfo> all;
    if (asked.query() != null) {
      if (view != null) {
        throw view.unread(asked.name(), "a query names its tables itself");
      }
      all = query(session, asked.name(), asked.query());
    } else {
      TableName name = settings.table(asked.name());
      table = Catalog.require(session, view == null ? name : view.of(asked.name(), name));
      all = table.columns();
    }
    Described found = of(asked, table, all);
    return new Described(found.selection, table, found.columns, found.cursor, view);
  }

  /** When the database snapshot was made that is read; null where the database itself is. */
  @Nullable String made() {
    return view == null ? null : view.made();
  }

  /** Name of the table in the database of the connection. */
  String name() {
    TableName name = Objects.requireNonNull(table, "a table").name();
    return (view == null ? name : new TableName(name.schema(), name.name())).toString();
  }

  private static StreamSelection enclosed(StreamSelection asked) {
    return new StreamSelection(
        asked.name(),
        asked.query() == null ? null : SqlText.enclosed(asked.query()),
        asked.columns(),
        asked.where() == null ? null : SqlText.enclosed(asked.where()),
        asked.cursor(),
        asked.options());
  }

  /** Chooses and checks; asks nobody. */
  static Described of(StreamSelection asked, @Nullable TableInfo table, List<ColumnInfo> all) {
    List<ColumnInfo> wanted = new ArrayList<>();
    for (String name : asked.columns()) {
      wanted.add(find(asked.name(), all, name));
    }
    List<ColumnInfo> columns = asked.columns().isEmpty() ? all : wanted;
    for (ColumnInfo column : columns) {
      TypeMapper.Mapping mapping = TypeMapper.map(column.type());
      if (mapping.mapped().isEmpty()) {
        throw MsCode.TYPE_UNMAPPED
            .error("column " + column.name() + " is of the type " + column.type().text())
            .at(Place.field(asked.name(), column.name()))
            .remedy(mapping.note())
            .build();
      }
    }
    return new Described(asked, table, columns, cursor(asked, all), null);
  }

  private static @Nullable Cursor cursor(StreamSelection asked, List<ColumnInfo> all) {
    if (asked.cursor() == null) {
      return null;
    }
    ColumnInfo column = find(asked.name(), all, asked.cursor());
    if (Cursor.text(column.type(), "").isEmpty()) {
      throw MsCode.INVALID_OPTION
          .error("a " + column.type().text() + " cannot be a cursor")
          .at(Place.field(asked.name(), column.name()))
          .remedy("take a whole number, a decimal, a date, a time of change or a rowversion")
          .build();
    }
    return new Cursor(column.name(), column.type());
  }

  private static List<ColumnInfo> query(MsSession session, String stream, String query) {
    record Row(@Nullable ColumnInfo column, @Nullable String error) {}
    List<Row> rows =
        session.query(
            ReadSql.describe(),
            row -> {
              String error = row.getString(8);
              String name = row.getString(1);
              return error != null || name == null
                  ? new Row(null, error == null ? "a column of the query has no name" : error)
                  : new Row(
                      new ColumnInfo(
                          name,
                          MsType.ofCatalog(
                              row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5)),
                          row.getBoolean(6),
                          false,
                          false,
                          false,
                          row.getString(7)),
                      null);
            },
            query);
    List<ColumnInfo> columns = new ArrayList<>();
    for (Row row : rows) {
      if (row.column == null) {
        throw MsCode.INVALID_SQL
            .error("the query cannot be read: " + row.error)
            .at(Place.stream(stream))
            .build();
      }
      columns.add(row.column);
    }
    return columns;
  }

  private static ColumnInfo find(String stream, List<ColumnInfo> all, String name) {
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            MsCode.COLUMN_NOT_FOUND
                .error("there is no column " + name)
                .at(Place.field(stream, name))
                .remedy(
                    Nearest.remedy(
                        name,
                        all.stream().map(ColumnInfo::name).toList(),
                        MsCode.COLUMN_NOT_FOUND.remedy()))
                .build());
  }

  /** The cursor of a read; a backfill that names none goes by a primary key of one column. */
  @Nullable Cursor cursor(StreamRead read) {
    boolean backfill = read.mode() == ReadMode.FROM_POSITION && read.chunkRows() > 0;
    if (cursor != null || !backfill || table == null || primaryKey().size() != 1) {
      return cursor;
    }
    return table
        .find(primaryKey().get(0))
        .filter(key -> Cursor.text(key.type(), "").isPresent())
        .map(key -> new Cursor(key.name(), key.type()))
        .orElse(null);
  }

  /** Names of the primary key's columns; empty where there is none. */
  List<String> primaryKey() {
    return table == null ? List.of() : table.primaryKey();
  }

  /** An expression that tells a row from all others; empty where there is none. */
  Optional<String> identity() {
    if (table == null || table.primaryKey().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (String name : table.primaryKey()) {
      Optional<String> part = table.find(name).flatMap(column -> identity(column));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of("CONCAT_WS(N'\u001f', " + String.join(", ", parts) + ", N'')");
  }

  private static Optional<String> identity(ColumnInfo column) {
    String cell = Sql.name(column.name());
    return switch (column.type().name()) {
      case "nchar", "nvarchar" -> Optional.of(cell);
      case "uniqueidentifier" -> Optional.of("CONVERT(nvarchar(36), " + cell + ")");
      default -> Cursor.text(column.type(), cell);
    };
  }

  Schema schema() {
    List<Field> fields =
        columns.stream()
            .map(c ->
                new Field(
                    c.name(),
                    TypeMapper.map(c.type()).mapped().orElseThrow(),
                    c.nullable(),
                    c.type().text()))
            .toList();
    List<String> key = table == null ? List.of() : table.primaryKey();
    boolean whole = columns.stream().map(ColumnInfo::name).toList().containsAll(key);
    return new Schema(fields, whole ? key : List.of());
  }

  /** What stands after FROM. */
  String from() {
    return table == null ? "(" + selection.query() + "\n) AS q" : table.name().sql();
  }

  /** Names and types in one text; two reads understand each other if it is the same. */
  String digest() {
    StringBuilder text = new StringBuilder();
    for (ColumnInfo column : columns) {
      text.append(column.name()).append('\0').append(column.type().text()).append('\0');
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
