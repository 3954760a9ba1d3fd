package dpone.connector.mssql.sink;

import dpone.connector.mssql.bulk.StageColumn;
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

  private static String steps(List<Step> steps) {
    return lines(steps.stream().map(Step::sql).toList());
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
