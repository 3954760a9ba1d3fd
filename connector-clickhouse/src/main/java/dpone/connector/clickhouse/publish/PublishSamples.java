package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import dpone.connector.clickhouse.target.NewTable;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements of every way of publishing one made-up stream, with no server asked. */
public final class PublishSamples {
  private static final TableName TARGET = new TableName("shop", "orders");
  private static final TableName STAGE = StageNames.of("nightly", "orders").stage("shop", 7, 0);
  private static final List<PlannedStream.Alter> ADDS =
      List.of(new PlannedStream.Alter("ADD COLUMN `note` Nullable(String)"));

  private PublishSamples() {}

  /** Text by file name. */
  public static Map<String, String> statements() {
    Map<String, String> all = new TreeMap<>();
    PlannedStream fresh = plan(null, "", columns(), List.of());
    PlannedStream plan = plan(existing("MergeTree", ""), "", columns(), ADDS);
    PlannedStream projecting =
        plan(existing("MergeTree", ", PROJECTION p (SELECT day)"), "", columns(), ADDS);
    PlannedStream clustered = plan(existing("ReplicatedMergeTree", ""), "main", columns(), ADDS);
    all.put("stage.sql", lines(CopySql.createStage(plan, STAGE, "stage of dpone, load 0")));
    all.put("stage-of-a-new-table.sql", lines(CopySql.createStage(fresh, STAGE, "stage")));
    all.put(
        "stage-checks.sql",
        lines(List.of(CopySql.nullKeys(plan, STAGE), CopySql.duplicates(plan, STAGE))));
    all.put("new-table.sql", sql(FullRefresh.Fresh.steps(copy(fresh))));
    all.put("full-refresh.sql", sql(FullRefresh.Fresh.steps(copy(plan))));
    all.put("incremental-append.sql", sql(IncrementalAppend.Append.steps(copy(plan))));
    all.put(
        "incremental-append-on-cluster.sql", sql(IncrementalAppend.Append.steps(copy(clustered))));
    all.put("merge-delete-insert.sql", sql(IncrementalMerge.Merge.delete(copy(plan))));
    all.put(
        "merge-delete-insert-with-projections.sql",
        sql(IncrementalMerge.Merge.delete(copy(projecting))));
    all.put("merge-shadow-swap.sql", sql(IncrementalMerge.Merge.rewrite(copy(plan), plan)));
    all.put(
        "replace.sql",
        sql(new Replace.DeleteInsert("day >= '2026-01-01'").steps(copy(plan), plan)));
    all.put(
        "partition-replace.sql",
        sql(PartitionReplace.Partitions.byPartition(copy(plan), List.of("202601", "202602"))));
    all.put(
        "partition-replace-by-value.sql",
        sql(new PartitionReplace.Partitions("day", false).byValue(copy(plan))));
    all.put("snapshot-diff.sql", sql(SnapshotDiff.Diff.steps(copy(plan), plan, 12)));
    all.put(
        "scd2.sql",
        sql(
            new History(
                    new Scd2.Validity("valid_from", "valid_to", "is_current"),
                    List.of("total"),
                    true)
                .steps(copy(plan), plan, "2026-01-31 12:00:00.000000")));
    PlannedStream changes = plan(existing("MergeTree", ""), "", changeColumns(), List.of());
    all.put("cdc-stage.sql", lines(List.of(ChangeColumns.createStage(changes, STAGE, "stage"))));
    all.put("cdc-apply.sql", sql(ApplyChanges.steps(copy(changes), changes, -1, List.of(41L))));
    all.put(
        "cdc-apply-after-truncate.sql",
        sql(ApplyChanges.steps(copy(changes), changes, 17, List.of())));
    all.put(
        "cdc-log.sql",
        sql(
            AppendChanges.steps(
                copy(changes),
                changes,
                new AppendChanges.Shape(
                    5,
                    true,
                    List.of(new AppendChanges.End(17, true), new AppendChanges.End(41, false))))));
    all.put(
        "cdc-log-of-whole-rows.sql",
        sql(
            AppendChanges.steps(
                copy(changes), changes, new AppendChanges.Shape(5, false, List.of()))));
    all.put(
        "cdc-log-view.sql",
        lines(
            ChangeLog.view(TARGET, null, List.of("id", "day", "total"), List.of("id"), "", false)));
    return all;
  }

  private static CopySql copy(PlannedStream plan) {
    return new CopySql(plan, STAGE);
  }

  private static List<PlannedColumn> columns() {
    List<PlannedColumn> columns = new ArrayList<>();
    columns.add(column("id", new DataType.Int(64), "Int64"));
    columns.add(column("day", new DataType.Date(), "Date32"));
    columns.add(column("total", new DataType.Decimal(10, 2), "Nullable(Decimal(10, 2))"));
    columns.add(column("note", new DataType.Text(), "Nullable(String)"));
    return columns;
  }

  private static PlannedColumn column(String name, DataType type, String spelled) {
    return new PlannedColumn(
        new Field(name, type, true, ""), spelled, Fidelity.EXACT, true, true, false, "");
  }

  private static List<PlannedColumn> changeColumns() {
    List<Field> fields = columns().stream().map(PlannedColumn::source).toList();
    Schema schema = ChangeSchema.of(new Schema(fields, List.of("id")), List.of("id"));
    List<PlannedColumn> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      boolean reserved = ChangeSchema.isReserved(field.name());
      String type =
          columns().stream()
              .filter(c -> c.name().equals(field.name()))
              .map(PlannedColumn::type)
              .findFirst()
              .orElse(
                  field.name().equals(ChangeSchema.KIND)
                      ? "Int16"
                      : field.name().equals(ChangeSchema.CARRIED_OVER) ? "String" : "Int64");
      columns.add(
          ChangeColumns.staged(
              new PlannedColumn(field, type, Fidelity.EXACT, true, !reserved, false, "")));
    }
    return columns;
  }

  private static TargetTable existing(String engine, String more) {
    String clauses = engine + " PARTITION BY toYYYYMM(day) ORDER BY id";
    List<TargetTable.Column> columns =
        columns().stream()
            .limit(3)
            .map(c -> new TargetTable.Column(c.name(), c.type(), "", c.name().equals("id")))
            .toList();
    return new TargetTable(
        TARGET,
        "0",
        engine,
        "toYYYYMM(day)",
        "id",
        clauses,
        100,
        "CREATE TABLE shop.orders (`id` Int64" + more + ") ENGINE = " + clauses,
        "Atomic",
        columns,
        List.of());
  }

  private static PlannedStream plan(
      @Nullable TargetTable existing,
      String cluster,
      List<PlannedColumn> columns,
      List<PlannedStream.Alter> alters) {
    NewTable made =
        new NewTable(
            "ReplacingMergeTree(day)",
            List.of(),
            "toYYYYMM(day)",
            Map.of("note", "ZSTD(3)"),
            "day + INTERVAL 2 YEAR",
            Map.of("index_granularity", "4096"),
            cluster);
    return new PlannedStream(
        "orders",
        TARGET,
        TARGET,
        existing,
        columns,
        List.of("id"),
        existing == null ? made.create(TARGET, columns, List.of(), List.of("id")) : "",
        existing == null ? made.layout(List.of("id")) : NewTable.layout(existing),
        alters,
        new FullRefresh.Fresh(),
        null,
        cluster,
        List.of(),
        List.of());
  }

  private static String sql(List<Step> steps) {
    return lines(
        steps.stream()
            .map(step ->
                "-- "
                    + step.role().name().toLowerCase(java.util.Locale.ROOT)
                    + (step.atMost() < 0 ? "" : ", at most " + step.atMost())
                    + "\n"
                    + step.sql())
            .toList());
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
