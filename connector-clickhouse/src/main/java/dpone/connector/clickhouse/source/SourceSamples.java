package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.ColumnInfo;
import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a source, for one table whose names need quoting. */
public final class SourceSamples {
  private static final Partition PARTITION = new Partition("202601", 1_000_000, 1 << 30, 42, 42);

  private SourceSamples() {}

  /** Statements by the name of their file. */
  public static Map<String, String> statements() {
    Described all = described(null, Map.of());
    Described some = described("paid -- only", Map.of(StreamOptions.FINAL, true));
    ReadColumn cursor = column("At `x`", "DateTime64(3, 'Europe/Berlin')");
    ReadColumn id = column("id", "UInt64");
    Map<String, String> files = new LinkedHashMap<>();
    files.put("read-whole.sql", lines(ReadSql.select(all, ReadSql.conditions(all))));
    files.put("read-final.sql", lines(ReadSql.select(some, ReadSql.conditions(some))));
    Table table = table();
    files.put(
        "read-splits.sql",
        lines(
            View.sql(table, ""),
            SplitPlanner.boundsSql(table, id, PARTITION, 4),
            ReadSql.select(
                all,
                ReadSql.conditions(
                    all, View.within(List.of(PARTITION)), CursorSql.compare(id, "<", "17")))));
    String last = "2026-01-31 12:00:00.123";
    files.put(
        "read-increment.sql",
        lines(
            ReadSql.largest(all, cursor, ReadSql.conditions(all)),
            ReadSql.select(
                all,
                ReadSql.conditions(
                    all,
                    CursorSql.compare(cursor, ">", last),
                    CursorSql.compare(cursor, "<=", "2026-02-28 00:00:00.000")),
                ReadSql.identityAt(all, cursor, "2026-02-28 00:00:00.000"),
                true),
            ReadSql.unseen(
                all,
                ReadSql.conditions(all, CursorSql.compare(cursor, "=", last)),
                Map.of("0cc175b9c0f1b6a831c399e269772661", 2L))));
    files.put(
        "read-chunk.sql",
        lines(
            ReadSql.select(
                all,
                ReadSql.conditions(
                    all,
                    CursorSql.above(List.of(id, cursor), List.of("1", last)),
                    CursorSql.upTo(List.of(id, cursor), List.of("9", last))))));
    return files;
  }

  private static String lines(String... statements) {
    return String.join(";\n", statements) + ";\n";
  }

  private static ReadColumn column(String name, String type) {
    ChType parsed = ChType.parse(type);
    return new ReadColumn(name, parsed, TypeMapper.map(parsed, false));
  }

  private static Table table() {
    List<ColumnInfo> columns = new ArrayList<>();
    columns.add(new ColumnInfo("id", "UInt64", ""));
    columns.add(new ColumnInfo("At `x`", "DateTime64(3, 'Europe/Berlin')", ""));
    columns.add(new ColumnInfo("select", "Nullable(IPv4)", ""));
    columns.add(new ColumnInfo("doc", "JSON", ""));
    columns.add(new ColumnInfo("any", "Variant(Int64, String)", ""));
    return new Table(
        new TableName("sales", "Orders \"2026\""),
        "ReplacingMergeTree",
        "id",
        "id",
        "toYYYYMM(`At \\`x\\``)",
        1_000_000,
        1 << 30,
        columns);
  }

  private static Described described(
      @org.jspecify.annotations.Nullable String where, Map<String, Object> options) {
    Table table = table();
    return new Described(
        new StreamSelection("sales.orders", null, List.of(), where, "At `x`", Options.of(options)),
        table,
        table.columns().stream().map(c -> column(c.name(), c.type())).toList(),
        column("At `x`", "DateTime64(3, 'Europe/Berlin')"));
  }
}
