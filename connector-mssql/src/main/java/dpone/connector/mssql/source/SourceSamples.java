package dpone.connector.mssql.source;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every statement of a read, for a table whose names need quoting and columns of every kind. */
public final class SourceSamples {
  private SourceSamples() {}

  /** The statements by file name. */
  public static Map<String, String> statements() {
    List<ColumnInfo> columns = new ArrayList<>();
    for (MsType type :
        List.of(
            MsType.of("bigint"),
            MsType.of("money"),
            MsType.sized("nvarchar", 100),
            MsType.of("date"),
            MsType.scaled("time", 7),
            MsType.scaled("datetime2", 3),
            MsType.scaled("datetime2", 7),
            MsType.of("datetime"),
            MsType.of("smalldatetime"),
            MsType.scaled("datetimeoffset", 7),
            MsType.of("uniqueidentifier"),
            MsType.of("xml"),
            MsType.of("rowversion"),
            MsType.of("hierarchyid"),
            MsType.of("geography"))) {
      columns.add(new ColumnInfo(type.name() + " ]", type, true, false, false, false, null));
    }
    columns.add(new ColumnInfo("id", MsType.of("int"), false, true, false, false, null));
    TableName name = new TableName("Sales DB", "sales", "Order ]Items");
    TableInfo table = new TableInfo(name, false, columns, List.of("id"), 10, -1, List.of());
    String where = "id > 0 -- all";
    Map<String, String> all = new TreeMap<>();
    all.put("read-full.sql", sql(table, null, null, null, false));
    all.put("read-where.sql", sql(table, where, "id", null, true));
    all.put("read-from.sql", sql(table, where, "datetime2 ]", null, true));
    all.put(
        "read-after.sql",
        ReadSql.select(
                name.sql(),
                columns.subList(columns.size() - 1, columns.size()),
                null,
                new Cursor("id", MsType.of("int")).strictly(),
                true,
                false)
            + ";\n");
    all.put("read-rowversion.sql", sql(table, null, "rowversion ]", null, true));
    all.put("read-query.sql", sql(table, null, null, "SELECT 1 AS id", false));
    all.put("read-describe-query.sql", ReadSql.describe() + ";\n");
    all.put(
        "read-nulls.sql",
        ReadSql.nulls(name.sql(), where, new Cursor("id", MsType.of("int"))) + ";\n");
    all.put(
        "read-view-place.sql",
        String.join(
                ";\n",
                ViewPlace.lock(name),
                ViewPlace.touch(name),
                ViewPlace.CDC.sql(),
                ViewPlace.CHANGE_TRACKING.sql())
            + ";\n");
    all.put("read-ranges.sql", ranges());
    return all;
  }

  private static String ranges() {
    TableName name = new TableName("shop_at_night", "sales", "Order ]Items");
    MsType id = MsType.of("int");
    List<String> all = new ArrayList<>();
    all.add(DatabaseSnapshot.sql());
    all.add(CatalogSql.clusteredBy(name));
    all.add(KeyRanges.histogramSql(id));
    all.add(KeyRanges.histogramSql(MsType.scaled("datetime2", 3)));
    all.add(KeyRanges.endsSql("id", name));
    String sql = "SELECT [id] FROM " + name.sql();
    for (String range : KeyRanges.conditions("id", id, List.of("-7", "1000"))) {
      all.add(ReadSql.ranged(sql, null, range));
    }
    for (String range :
        KeyRanges.conditions("day", MsType.of("date"), List.of("2026-01-01", "2026-02-01"))) {
      all.add(ReadSql.ranged(sql + " WHERE (id > 0\n)", "id > 0", range));
    }
    return String.join(";\n", all) + ";\n";
  }

  private static String sql(
      TableInfo table,
      @Nullable String where,
      @Nullable String cursor,
      @Nullable String query,
      boolean resumed) {
    StreamSelection selection =
        new StreamSelection("s", query, List.of(), where, cursor, Options.NONE);
    Described stream = Described.of(selection, query == null ? table : null, table.columns());
    return ReadSql.select(stream.from(), stream.columns(), where, stream.cursor(), resumed, false)
        + ";\n";
  }
}
