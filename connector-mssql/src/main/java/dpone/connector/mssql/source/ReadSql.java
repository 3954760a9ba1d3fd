package dpone.connector.mssql.source;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.type.TypeMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement that reads a stream. */
final class ReadSql {
  private ReadSql() {}

  /**
   * The statement.
   *
   * @param from a table's quoted name, or a query in parentheses with an alias
   * @param columns what to read
   * @param where a condition of the user's own, or null
   * @param cursor by which rows are ordered, or null; its text is the last column
   * @param resumed whether rows before a position, the parameter, are left out
   * @param nulls whether rows without a cursor value are read, too
   */
  static String select(
      String from,
      List<ColumnInfo> columns,
      @Nullable String where,
      @Nullable Cursor cursor,
      boolean resumed,
      boolean nulls) {
    return select(from, columns, where, cursor, resumed, nulls, null);
  }

  /**
   * The same with one more column behind the cursor's.
   *
   * @param identity tells a row from all others, or null
   */
  static String select(
      String from,
      List<ColumnInfo> columns,
      @Nullable String where,
      @Nullable Cursor cursor,
      boolean resumed,
      boolean nulls,
      @Nullable String identity) {
    List<String> list = new ArrayList<>();
    for (ColumnInfo column : columns) {
      TypeMapper.Mapping mapping = TypeMapper.map(column.type());
      String cell = mapping.select().replace("%s", Sql.name(column.name()));
      list.add(RawSelect.of(mapping.mapped().orElseThrow(), cell));
    }
    List<String> conditions = new ArrayList<>();
    if (where != null) {
      conditions.add(Sql.condition(where));
    }
    if (cursor != null) {
      list.add(cursor.text());
      if (identity != null) {
        list.add(identity);
      }
      String name = Sql.name(cursor.column());
      if (cursor.isRowversion()) {
        // Above it a transaction that is open may still commit.
        conditions.add(name + " < MIN_ACTIVE_ROWVERSION()");
      }
      if (resumed) {
        conditions.add(nulls ? "(" + name + " IS NULL OR " + cursor.from() + ")" : cursor.from());
      } else if (!nulls) {
        conditions.add(name + " IS NOT NULL");
      }
    }
    return "SELECT "
        + String.join(", ", list)
        + " FROM "
        + from
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
        + (cursor == null ? "" : " ORDER BY " + Sql.name(cursor.column()));
  }

  /** A statement without an order, of the rows of a range alone. */
  static String ranged(String sql, @Nullable String where, String range) {
    return sql + (where == null ? " WHERE " : " AND ") + range;
  }

  /** Whether a row has no cursor value. */
  static String nulls(String from, @Nullable String where, Cursor cursor) {
    return "SELECT COUNT_BIG(*) FROM "
        + from
        + " WHERE "
        + (where == null ? "" : Sql.condition(where) + " AND ")
        + Sql.name(cursor.column())
        + " IS NULL";
  }

  /** What the server says of a query's columns, without running it: the query. */
  static String describe() {
    return "SELECT name, COALESCE(TYPE_NAME(system_type_id), user_type_name), max_length,"
        + " precision, scale, is_nullable, collation_name, error_message, column_ordinal"
        + " FROM sys.dm_exec_describe_first_result_set(?, NULL, 0)"
        + " WHERE is_hidden = 0 OR error_message IS NOT NULL ORDER BY column_ordinal";
  }
}
