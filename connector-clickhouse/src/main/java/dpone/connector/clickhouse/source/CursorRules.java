package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.Place;

/** What holds for a cursor column, whatever the position. */
final class CursorRules {
  private CursorRules() {}

  /** What becomes of nulls, if there can be any. */
  static CursorNulls nulls(Described stream, ReadColumn cursor, boolean append) {
    CursorNulls nulls = StreamOptions.nulls(stream.selection().options());
    if (nulls == CursorNulls.INCLUDE && append) {
      throw ChCode.INVALID_OPTION
          .error("cursor_nulls include would append rows without a cursor value at every run")
          .at(Place.field(stream.selection().name(), cursor.name()))
          .remedy("set cursor_nulls to exclude, or strategy.mode to incremental_merge")
          .build();
    }
    return CursorSql.mayBeNull(cursor.type()) ? nulls : CursorNulls.FAIL;
  }

  static void refuseNulls(Reading reading, ReadColumn cursor) {
    Described stream = reading.stream();
    if (StreamOptions.nulls(stream.selection().options()) == CursorNulls.FAIL
        && CursorSql.mayBeNull(cursor.type())
        && !reading
            .server()
            .rows(
                ReadSql.select(
                        stream, ReadSql.conditions(stream, Sql.name(cursor.name()) + " IS NULL"))
                    + " LIMIT 1")
            .isEmpty()) {
      throw ChCode.CURSOR_NULLS
          .error("rows have no value in the cursor column " + cursor.name())
          .at(Place.field(stream.selection().name(), cursor.name()))
          .build();
    }
  }
}
