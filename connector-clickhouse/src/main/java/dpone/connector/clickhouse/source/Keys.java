package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns by which rows are put into an order. */
final class Keys {
  private Keys() {}

  /** A column of the table, selected or not. */
  static Optional<ReadColumn> find(Described stream, String name) {
    Table table = stream.table();
    if (table == null) {
      return Optional.empty();
    }
    return table.columns().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(c -> ChType.parse(c.type()))
        .filter(CursorSql::fits)
        .map(type -> new ReadColumn(name, type, TypeMapper.map(type, false)));
  }

  /** The columns that a backfill goes by: the cursor, or the sorting key. */
  static List<ReadColumn> backfill(Described stream) {
    ReadColumn cursor = stream.cursor();
    if (cursor != null) {
      CursorSql.check(stream.selection().name(), cursor);
      return List.of(cursor);
    }
    Table table = stream.table();
    List<ReadColumn> key = new ArrayList<>();
    if (table != null) {
      for (String name : table.sortingColumns()) {
        Optional<ReadColumn> column = find(stream, name).filter(c -> !c.type().isNullable());
        if (column.isEmpty()) {
          // Rows of one beginning of the key stay together as well as rows of one key do.
          break;
        }
        key.add(column.get());
      }
    }
    if (key.isEmpty()) {
      throw ChCode.INVALID_OPTION
          .error(
              "a backfill reads in the order of a key, and the stream has no sorting key of"
                  + " plain columns")
          .at(Place.stream(stream.selection().name()))
          .remedy("set the stream's cursor to a column of a number, date, time or text type")
          .build();
    }
    return key;
  }
}
