package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.WireFormat;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
            Map.of("0123456789abcdef", 1L, "fedcba9876543210", 2L),
            new Horizon("7000000000000000000", 1, (1L << 32) + 5000, 0),
            new TableFiles(Map.of(1L, 1L)),
            null);
    Map<String, String> statements = new TreeMap<>();
    statements.put("copy-out-wire.sql", copies(table, true, ReadMode.FULL, null));
    statements.put("copy-out-text.sql", text(table));
    statements.put("copy-out-columns.sql", copies(table, false, ReadMode.FULL, null));
    statements.put(
        "copy-out-from-position.sql", copies(table, true, ReadMode.FROM_POSITION, position));
    statements.put(
        "copy-out-after-position.sql", copies(table, true, ReadMode.AFTER_POSITION, position));
    statements.put("copy-out-query.sql", copies(query(), true, ReadMode.FULL, null));
    statements.put(
        "copy-out-xmin.sql",
        copies(
            byXmin(table),
            true,
            ReadMode.FROM_POSITION,
            new XminPosition(
                new Horizon("7000000000000000000", 1, (1L << 32) + 5000, 0),
                new TableFiles(Map.of(1L, 1L)))));
    statements.put("copy-out-partitions.sql", partitions(table));
    String here = position.last();
    statements.put(
        "cursor.sql",
        String.join(
            ";\n",
            ReadSql.nullCursor(table, cursor),
            ReadSql.largest(table, cursor, ReadSql.conditions(table)),
            ReadSql.largest(
                table, cursor, ReadSql.conditions(table, ReadSql.compare(cursor, ">=", here))),
            ReadSql.delivered(
                table,
                ReadSql.conditions(
                    table, ReadSql.compare(cursor, "<=", here), NOW.horizon().since()),
                5001),
            ReadSql.youngestFuture(table),
            Weights.sql(table, heap(1, "Orders", 300), 4, 0.5) + ";\n"));
    List<ColumnInfo> key = List.of(cursor, table.columns().get(0));
    List<String> last = List.of(here, "42");
    statements.put(
        "chunk.sql",
        String.join(
            ";\n",
            KeySql.bounds(
                table, key, ReadSql.conditions(table, KeySql.above(key, last)), 100_000, 50_000),
            KeySql.largest(table, key, ReadSql.conditions(table, KeySql.notNull(cursor))),
            ReadSql.select(
                    table,
                    true,
                    ReadSql.conditions(table, KeySql.above(key, last), KeySql.upTo(key, last)))
                + ";\n"));
    return statements;
  }

  private static final Snapshot NOW =
      new Snapshot("7000000000000000000", 1, (1L << 32) + 9000, (1L << 32) + 9000, 0);

  private static final SplitPlanner PLANNER = new SplitPlanner(2, 1 << 20, 2, 8192);

  private static Heap heap(long oid, String name, long blocks) {
    return new Heap(new TableName("sales", name), oid, 1, true, blocks, 0);
  }

  private static String copies(
      Described stream, boolean wire, ReadMode mode, @Nullable StreamPosition from) {
    Extent extent =
        stream.relation() == null
            ? new Extent(List.of(), "a query", false)
            : new Extent(List.of(heap(1, "Orders", 300)), null, true);
    StreamRead read =
        new StreamRead(
            stream.selection(), stream.schema(), mode, wire ? stream.nativeFormat() : null);
    Reading reading = new Reading(null, stream, read, extent, NOW, PLANNER, from, line -> {});
    return copies(ReadRules.progress(reading).parts(), read.wireFormat());
  }

  private static String copies(List<Part> parts, @Nullable WireFormat format) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(ReadSql.copy(part.select(), format)).append(";\n"));
    return text.toString();
  }

  private static String text(Described stream) {
    Described lines = stream.reading(stream.textFormat());
    Extent extent = new Extent(List.of(heap(1, "Orders", 300)), null, true);
    return copies(
        PLANNER.ranges(null, lines, extent, true, ReadSql.conditions(lines)), lines.textFormat());
  }

  private static String partitions(Described stream) {
    Extent extent =
        new Extent(
            List.of(heap(2, "Orders 2025", 700), heap(3, "Orders 2026", 3), heap(4, "last", 3)),
            null,
            true);
    return copies(
        PLANNER.ranges(null, stream, extent, true, ReadSql.conditions(stream)),
        stream.nativeFormat());
  }

  private static Described byXmin(Described table) {
    StreamSelection selection = table.selection();
    return new Described(
        new StreamSelection(
            selection.name(), null, List.of(), selection.where(), Described.XMIN, Options.NONE),
        table.relation(),
        table.columns(),
        null,
        true);
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
        columns.get(2),
        false);
  }

  private static Described query() {
    List<ColumnInfo> columns = List.of(column("n", PgType.builtin("integer", "int4"), false));
    return new Described(
        new StreamSelection("numbers", "SELECT 1 AS n -- one", List.of(), null, null, Options.NONE),
        null,
        columns,
        null,
        false);
  }

  private static ColumnInfo column(String name, PgType type, boolean notNull) {
    return new ColumnInfo(name, type, notNull, false, false, false);
  }
}
