package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;

/** What holds for a cursor column, whatever the position. */
final class CursorRules {
  private CursorRules() {}

  /** Whether a row may lack a value. A child's column can take nulls where its parent's key not. */
  static boolean mayBeNull(Described stream, ColumnInfo cursor) {
    Relation relation = stream.relation();
    return !cursor.notNull() || (relation != null && relation.inherited());
  }

  /** What becomes of nulls, if there can be any. */
  static CursorNulls nulls(Described stream, ColumnInfo cursor, boolean append) {
    CursorNulls nulls = StreamOptions.nulls(stream.selection().options());
    if (nulls == CursorNulls.INCLUDE && append) {
      throw PgCode.INVALID_OPTION
          .error("cursor_nulls include would append rows without a cursor value at every run")
          .at(Place.field(stream.selection().name(), cursor.name()))
          .remedy("set cursor_nulls to exclude, or strategy.mode to incremental_merge")
          .build();
    }
    return mayBeNull(stream, cursor) ? nulls : CursorNulls.FAIL;
  }

  static void refuseNulls(Reading reading, ColumnInfo cursor) {
    Described stream = reading.stream();
    if (StreamOptions.nulls(stream.selection().options()) == CursorNulls.FAIL
        && mayBeNull(stream, cursor)
        && reading.session().value(ReadSql.nullCursor(stream, cursor)).startsWith("t")) {
      throw PgCode.CURSOR_NULLS
          .error("rows have no value in the cursor column " + cursor.name())
          .at(Place.field(stream.selection().name(), cursor.name()))
          .build();
    }
  }
}
