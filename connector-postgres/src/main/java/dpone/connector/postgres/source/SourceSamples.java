package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamSelection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements of reads of a table that exists nowhere. */
public final class SourceSamples {
  private SourceSamples() {}

  /** Statements by file name. */
  public static Map<String, String> statements() {
    Described table = table("status <> 'draft'");
    ColumnInfo cursor = table.columns().get(2);
    CursorPosition position =
        new CursorPosition(
            "updated_at",
            "timestamp with time zone",
            "2026-01-31 12:00:00+00",
            Map.of("0123456789abcdef", 1L, "fedcba9876543210", 2L));
    SplitPlanner planner = new SplitPlanner(2, 15, 1 << 20, 2, 8192);
    Map<String, String> statements = new TreeMap<>();
    statements.put("copy-out-wire.sql", copies(planner, table, true, ReadMode.FULL, null));
    statements.put("copy-out-columns.sql", copies(planner, table, false, ReadMode.FULL, null));
    statements.put(
        "copy-out-from-position.sql",
        copies(planner, table, true, ReadMode.FROM_POSITION, position));
    statements.put(
        "copy-out-after-position.sql",
        copies(planner, table, true, ReadMode.AFTER_POSITION, position));
    statements.put("copy-out-query.sql", copies(planner, query(), true, ReadMode.FULL, null));
    statements.put(
        "cursor.sql",
        String.join(
            ";\n",
            ReadSql.nullCursor(table, cursor),
            ReadSql.largest(table, cursor, null),
            ReadSql.largest(table, cursor, position.last()),
            ReadSql.delivered(table, cursor, position.last(), 5001) + ";\n"));
    return statements;
  }

  private static String copies(
      SplitPlanner planner,
      Described stream,
      boolean wire,
      ReadMode mode,
      @org.jspecify.annotations.Nullable CursorPosition from) {
    StringBuilder text = new StringBuilder();
    for (SplitPlanner.Part part : planner.parts(stream, wire, mode, from)) {
      text.append(ReadSql.copy(part.select())).append(";\n");
    }
    return text.toString();
  }

  private static Described table(String where) {
    List<ColumnInfo> columns =
        List.of(
            column("Order \"No\"", PgType.builtin("bigint", "int8"), true),
            column("select", PgType.builtin("inet", "inet"), false),
            column("updated_at", PgType.builtin("timestamp with time zone", "timestamptz"), true));
    return new Described(
        new StreamSelection("sales.\"Orders\"", null, List.of(), where, "updated_at", Options.NONE),
        new Relation(
            new TableName("sales", "Orders"),
            1,
            'r',
            false,
            300,
            1000,
            columns,
            List.of("Order \"No\"")),
        columns,
        columns.get(2));
  }

  private static Described query() {
    List<ColumnInfo> columns = List.of(column("n", PgType.builtin("integer", "int4"), false));
    return new Described(
        new StreamSelection("numbers", "SELECT 1 AS n -- one", List.of(), null, null, Options.NONE),
        null,
        columns,
        null);
  }

  private static ColumnInfo column(String name, PgType type, boolean notNull) {
    return new ColumnInfo(name, type, notNull, false, false, false);
  }
}
