package dpone.connector.mssql.sink;

import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.Layout.Index;
import dpone.connector.mssql.catalog.Layout.Kind;
import dpone.connector.mssql.catalog.Layout.Place;
import dpone.connector.mssql.catalog.Layout.Rule;
import dpone.connector.mssql.publish.PublishSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.SwitchSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements that switch a stage into a table, for the table of {@link SinkSamples}. */
final class SwitchSamples {
  private static final Place DAYS = new Place("days ]of orders", "by_day", "day");
  private static final Place GROUP = new Place("PRIMARY", null, null);
  private static final Map<Integer, String> PAGE = Map.of(2, "PAGE", 3, "PAGE", 4, "ROW");

  private SwitchSamples() {}

  static Map<String, String> statements(PublishSql rows) {
    SwitchSql divided = sql(rows, DAYS, null, keyed(DAYS, PAGE));
    SwitchSql whole = sql(rows, GROUP, "LOBS", keyed(GROUP, Map.of(1, "PAGE")));
    Map<String, String> all = new TreeMap<>();
    all.put(
        "publish-switch-partition-replace.sql",
        stage(divided)
            + ";\n"
            + divided.partitions()
            + ";\n"
            + divided.gone(List.of(2, 3), false)
            + ";\n"
            + divided.example(List.of(2, 3))
            + ";\n"
            + steps(divided.replace(List.of(2, 3))));
    all.put(
        "publish-switch-full-refresh.sql",
        stage(whole)
            + ";\n"
            + steps(whole.replaceAll(null))
            + steps(divided.replaceAll(List.of(1, 4))));
    Index columns =
        new Index(
            1,
            Kind.COLUMNSTORE,
            Rule.NONE,
            List.of(),
            List.of(),
            null,
            DAYS,
            Map.of(2, "COLUMNSTORE_ARCHIVE"));
    Index heap = new Index(0, Kind.CLUSTERED, Rule.NONE, List.of(), List.of(), null, DAYS, PAGE);
    all.put(
        "publish-switch-stages.sql",
        stage(sql(rows, DAYS, null, List.of(heap)))
            + ";\n"
            + stage(sql(rows, DAYS, null, List.of(columns)))
            + ";\n");
    return all;
  }

  private static List<Index> keyed(Place place, Map<Integer, String> compressions) {
    List<Layout.Key> key = List.of(new Layout.Key("id", false), new Layout.Key("day", true));
    return List.of(
        new Index(1, Kind.CLUSTERED, Rule.PRIMARY_KEY, key, List.of(), null, place, compressions),
        new Index(
            2,
            Kind.NONCLUSTERED,
            Rule.UNIQUE,
            key,
            List.of("name"),
            "([name] IS NOT NULL)",
            place,
            Map.of()),
        new Index(
            4, Kind.NONCLUSTERED, Rule.UNIQUE_CONSTRAINT, key, List.of(), null, place, Map.of()));
  }

  private static SwitchSql sql(
      PublishSql rows, Place place, @Nullable String lobs, List<Index> indexes) {
    Layout layout =
        new Layout(
            place,
            lobs,
            indexes,
            List.of("([id]>(0))"),
            Map.of("loaded_at", "(sysutcdatetime())", "name", "(N'')"),
            List.of());
    return new SwitchSql(
        rows,
        layout,
        List.of(
            new SwitchSql.Column("id", "bigint", null, false),
            new SwitchSql.Column("name", "nvarchar(100)", "SQL_Latin1_General_CP1_CI_AS", true),
            new SwitchSql.Column("day", "date", null, false),
            new SwitchSql.Column("loaded_at", "datetime2(3)", null, false)));
  }

  private static String stage(SwitchSql sql) {
    List<String> all = new ArrayList<>();
    all.add(sql.createStage());
    all.addAll(sql.indexes());
    return String.join(";\n", all);
  }

  private static String steps(List<Step> steps) {
    return String.join(";\n", steps.stream().map(Step::sql).toList()) + ";\n";
  }
}
