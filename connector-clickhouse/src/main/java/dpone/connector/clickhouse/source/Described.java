package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Catalog;
import dpone.connector.clickhouse.catalog.ColumnInfo;
import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream after selection.
 *
 * @param selection what was asked for
 * @param table the table or view, or null for a query
 * @param columns the selected columns
 * @param cursor the cursor column, which need not be selected, or null
 */
record Described(
    StreamSelection selection,
    @Nullable Table table,
    List<ReadColumn> columns,
    @Nullable ReadColumn cursor) {
  Described {
    columns = List.copyOf(columns);
  }

  /** Asks the catalogue. */
  static Described of(Server server, StreamSelection selection) {
    try {
      return asked(server, selection);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(selection.name()));
    }
  }

  private static Described asked(Server server, StreamSelection selection) {
    String query = selection.query();
    Table table =
        query == null ? Catalog.require(server, server.settings().table(selection.name())) : null;
    List<ColumnInfo> all =
        table != null ? table.columns() : Catalog.queryColumns(server, String.valueOf(query));
    List<ColumnInfo> wanted = new ArrayList<>();
    if (selection.columns().isEmpty()) {
      all.stream().filter(ColumnInfo::ordinary).forEach(wanted::add);
    } else {
      selection.columns().forEach(name -> wanted.add(find(selection, all, name)));
    }
    Set<String> bytes = Set.copyOf(selection.options().strings(StreamOptions.BYTES));
    bytes.forEach(name -> checkBytes(selection, find(selection, all, name)));
    if (StreamOptions.isFinal(selection.options()) && (table == null || !table.hasParts())) {
      throw ChCode.INVALID_OPTION
          .error("final is for tables of the MergeTree family")
          .at(Place.stream(selection.name()))
          .remedy("leave final out; a query may say FINAL by itself")
          .build();
    }
    String cursor = selection.cursor();
    return new Described(
        selection,
        table,
        wanted.stream().map(c -> column(selection, c, bytes)).toList(),
        cursor == null ? null : column(selection, find(selection, all, cursor), bytes));
  }

  private static void checkBytes(StreamSelection selection, ColumnInfo column) {
    if (!column.type().contains("String")) {
      throw ChCode.INVALID_OPTION
          .error("bytes names " + column.name() + ", which is a " + column.type())
          .at(Place.field(selection.name(), column.name()))
          .build();
    }
  }

  private static ReadColumn column(
      StreamSelection selection, ColumnInfo column, Set<String> bytes) {
    try {
      ChType type = ChType.parse(column.type());
      return new ReadColumn(
          column.name(), type, TypeMapper.map(type, bytes.contains(column.name())));
    } catch (DponeException refused) {
      throw refused.at(Place.field(selection.name(), column.name()));
    }
  }

  private static ColumnInfo find(StreamSelection selection, List<ColumnInfo> all, String name) {
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            ChCode.COLUMN_NOT_FOUND
                .error("there is no column " + name)
                .at(Place.field(selection.name(), name))
                .remedy(
                    "name one of " + String.join(", ", all.stream().map(ColumnInfo::name).toList()))
                .build());
  }

  boolean isFinal() {
    return StreamOptions.isFinal(selection.options());
  }

  Schema schema() {
    List<Field> fields = columns.stream().map(ReadColumn::field).toList();
    List<String> names = columns.stream().map(ReadColumn::name).toList();
    // A sorting key is unique only where rows are read as if all merges were done.
    List<String> key =
        table != null && isFinal() && table.collapses() ? table.sortingColumns() : List.of();
    return new Schema(fields, names.containsAll(key) ? key : List.of());
  }

  /** Names and types in one text; two reads understand each other if it is the same. */
  static String digest(Schema schema) {
    StringBuilder text = new StringBuilder();
    for (Field field : schema.fields()) {
      text.append(field.name())
          .append('\0')
          .append(field.nativeType())
          .append('\0')
          .append(field.type().text())
          .append('\0');
    }
    return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  static RuntimeException changed(String stream) {
    return ChCode.SCHEMA_CHANGED
        .error("the columns are no longer those that were described")
        .at(Place.stream(stream))
        .build();
  }
}
