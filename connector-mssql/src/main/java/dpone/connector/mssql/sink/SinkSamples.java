package dpone.connector.mssql.sink;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.publish.ChangeSql;
import dpone.connector.mssql.publish.HistorySql;
import dpone.connector.mssql.publish.PublishSql;
import dpone.connector.mssql.publish.StageSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import dpone.connector.mssql.type.TypeFit;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every statement of a load, for a table whose names need quoting and a column of every type. */
public final class SinkSamples {
  private static final List<DataType> TYPES =
      List.of(
          new DataType.Int(64),
          new DataType.Bool(),
          new DataType.Int(16),
          new DataType.UInt64(),
          new DataType.Decimal(10, 2),
          new DataType.Decimal(38, 6),
          new DataType.AnyDecimal(),
          new DataType.FloatingPoint(32),
          new DataType.FloatingPoint(64),
          new DataType.Text(),
          new DataType.Bytes(),
          new DataType.Json(),
          new DataType.Date(),
          new DataType.Time(6),
          new DataType.Timestamp(3),
          new DataType.TimestampTz(7),
          new DataType.Uuid());

  private SinkSamples() {}

  /** The statements by file name. */
  public static Map<String, String> statements() {
    TableName target = new TableName("sales", "Order ]Items");
    String prefix = StageSql.prefix("shop", "orders");
    TableName raw = new TableName("dpone_stage", StageSql.raw(prefix, 0, 7));
    TableName typed = new TableName("dpone_stage", StageSql.typed(prefix, 0, 7));
    List<StageColumn> staged = new ArrayList<>();
    List<TargetColumn> columns = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      StageColumn column = new StageColumn(i + 1, TYPES.get(i));
      staged.add(column);
      MsType type = TypeFit.natural(TYPES.get(i)).orElseThrow().type();
      String name = i == 0 ? "id" : TYPES.get(i).text();
      columns.add(new TargetColumn(name, column, type, null, false));
    }
    Map<String, String> all = new TreeMap<>();
    all.put(
        "stage.sql",
        lines(
            List.of(
                StageSql.list(),
                StageSql.createRaw(raw, staged),
                StageSql.createTyped(typed, columns),
                StageSql.convert(typed, raw, columns),
                StageSql.count(typed, List.of("id")),
                StageSql.duplicate(typed, List.of("id")),
                StageSql.index(typed, List.of("id")),
                StageSql.drop(raw))));
    List<TargetColumn> few =
        List.of(
            new TargetColumn("id", staged.get(0), MsType.of("bigint"), null, true),
            new TargetColumn(
                "name",
                staged.get(9),
                MsType.sized("nvarchar", 100),
                "SQL_Latin1_General_CP1_CI_AS",
                false),
            new TargetColumn("day", staged.get(12), MsType.of("date"), null, false));
    PublishSql sql = new PublishSql("orders", target, typed, few, List.of("id"));
    all.put("publish-append.sql", steps(sql.append()));
    all.put("publish-truncate-insert.sql", steps(sql.truncateInsert(false)));
    all.put("publish-delete-insert.sql", steps(sql.truncateInsert(true)));
    all.put("publish-swap.sql", steps(sql.swap()));
    all.put("publish-merge.sql", steps(sql.merge()));
    all.put("publish-snapshot-diff.sql", sql.missing() + ";\n" + steps(sql.snapshotDiff()));
    String where = "day >= '2026-01-01' -- this year";
    all.put("publish-replace.sql", sql.outside(where) + ";\n" + steps(sql.replace(where)));
    all.put("publish-partition-replace.sql", steps(sql.replaceValues("day")));
    all.put("publish-scd2.sql", history(sql));
    all.putAll(SwitchSamples.statements(sql));
    changes(all, target, typed, new TableName("dpone_stage", StageSql.net(prefix, 0, 7)));
    LoadSql loads = new LoadSql("dpone_meta");
    List<String> own = new ArrayList<>(loads.ddl());
    own.addAll(
        List.of(
            loads.raise(),
            loads.make(),
            loads.generation(),
            loads.lock(),
            loads.find(),
            loads.record()));
    all.put("loads.sql", lines(own));
    return all;
  }

  private static String history(PublishSql sql) {
    HistorySql.Validity validity = new HistorySql.Validity("valid_from", "valid_to", "is_current");
    HistorySql history = new HistorySql(sql, validity, Set.of("name"), true);
    List<String> ddl =
        HistorySql.create(
            sql.target(), List.of("[id] bigint NOT NULL"), List.of("id"), validity, true);
    return lines(ddl)
        + lines(List.of(history.time(true), history.time(false), history.openVersions()))
        + steps(history.steps("2026-11-30T08:00:00.1234567"));
  }

  /** Changes of a table with an id, a name and a day. */
  private static void changes(
      Map<String, String> all, TableName target, TableName typed, TableName net) {
    MsType big = MsType.of("bigint");
    StageColumn name = new StageColumn(5, new DataType.Text());
    List<TargetColumn> columns =
        List.of(
            new TargetColumn("id", new StageColumn(4, new DataType.Int(64)), big, null, false),
            new TargetColumn("name", name, MsType.sized("nvarchar", 100), null, false),
            new TargetColumn(
                "day", new StageColumn(6, new DataType.Date()), MsType.of("date"), null, false));
    PublishSql rows = new PublishSql("orders", target, typed, columns, List.of("id"));
    ChangeSql sql = new ChangeSql(rows, net);
    ChangeSql.Findings whole = new ChangeSql.Findings(-1, 0, 0, 0, 0);
    ChangeSql.Findings moved = new ChangeSql.Findings(7, 2, 0, 0, 0);
    ChangeSql.Findings parts = new ChangeSql.Findings(-1, 0, 2, 0, 0);
    Set<String> partial = Set.of("name");
    all.put(
        "publish-changes.sql",
        lines(
                List.of(
                    sql.findings(),
                    sql.index(),
                    sql.createNet(Set.of()),
                    sql.fillNet(whole, Set.of())))
            + steps(sql.together(whole, Set.of())));
    all.put(
        "publish-changes-moved.sql",
        lines(List.of(sql.fillNet(moved, Set.of())))
            + steps(List.of(sql.empty(false), sql.empty(true)))
            + steps(sql.together(moved, Set.of())));
    all.put(
        "publish-changes-partial.sql",
        lines(
                List.of(
                    sql.partial(),
                    sql.createNet(partial),
                    sql.fillNet(parts, partial),
                    sql.withoutRow(parts, partial, true)))
            + steps(sql.together(parts, partial)));
    all.put("publish-changes-one-by-one.sql", steps(List.of(sql.oneByOne())));
  }

  private static String steps(List<Step> steps) {
    return lines(steps.stream().map(Step::sql).toList());
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
