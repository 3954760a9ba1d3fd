package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.Partitioning;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.keep.Phase;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements of loads into a table that exists nowhere. */
public final class PublishSamples {
  private static final TableName TARGET = new TableName("landing", "Orders");
  private static final PgType BIGINT = PgType.builtin("bigint", "int8");
  private static final PgType TEXT = PgType.builtin("text", "text");

  /** What the catalogue would answer is not known here; these stand for it. */
  private static final String CHECK = "SELECT null::text AS what_changed";

  private static final String LIKE =
      "CREATE TABLE dpone.new_table (LIKE landing.\"Orders\" INCLUDING ALL EXCLUDING CONSTRAINTS"
          + " EXCLUDING INDEXES EXCLUDING STATISTICS) USING heap";

  private static final Map<Phase, List<String>> KEPT =
      Map.of(
          Phase.NEW_TABLE,
          List.of(
              "ALTER TABLE dpone_stage.s_new ADD CONSTRAINT s_new_1 PRIMARY KEY (id)",
              "CREATE INDEX s_new_2 ON dpone_stage.s_new USING btree (\"Total \"\"net\"\"\")"),
          Phase.BEFORE,
          List.of("DROP VIEW landing.net"),
          Phase.HANDOVER,
          List.of("ALTER SEQUENCE landing.orders_id_seq OWNED BY landing.\"Orders\".id"),
          Phase.AFTER,
          List.of(
              "ALTER INDEX landing.s_new_1 RENAME TO \"Orders_pkey\"",
              "ALTER INDEX landing.s_new_2 RENAME TO by_net",
              "CREATE VIEW landing.net AS SELECT id FROM landing.\"Orders\"",
              "COMMENT ON TABLE landing.\"Orders\" IS 'it''s'",
              "GRANT SELECT ON TABLE landing.\"Orders\" TO reporting"));

  private PublishSamples() {}

  /** Statements by file name. */
  public static Map<String, String> statements() {
    String prefix = StageSql.prefix("orders_to_landing", "main");
    TableName stage = new TableName("dpone_stage", StageSql.name(prefix, 0, 7));
    Map<String, String> statements = new TreeMap<>();
    PlannedStream created =
        plan(
            new NewTable(),
            null,
            List.of(
                "CREATE SCHEMA IF NOT EXISTS \"landing\"",
                StageSql.createTarget(TARGET, columns(), List.of("id"))));
    List<Step> making = outside(NewTable.key(created, stage));
    making.addAll(NewTable.steps(created, stage));
    statements.put("load-create.sql", load(created, stage, making));
    PlannedStream swapped = plan(new Swap(LIKE, true, List.of()), existing(), List.of());
    List<Step> swapping = outside(KEPT.getOrDefault(Phase.NEW_TABLE, List.of()));
    swapping.addAll(Swap.steps(swapped, stage, CHECK, KEPT).list());
    statements.put("load-swap.sql", load(swapped, stage, swapping));
    Empty empty = new Empty(Empty.By.TRUNCATE);
    PlannedStream emptied = plan(empty, existing(), List.of());
    statements.put(
        "load-truncate-insert.sql", load(emptied, stage, empty.steps(emptied, stage, CHECK)));
    Empty delete = new Empty(Empty.By.DELETE);
    PlannedStream deleted = plan(delete, existing(), List.of());
    statements.put(
        "load-delete-all-insert.sql", load(deleted, stage, delete.steps(deleted, stage, CHECK)));
    PlannedStream appended =
        plan(
            new Insert(),
            existing(),
            List.of("ALTER TABLE " + TARGET.sql() + " ADD COLUMN \"peer\" inet"));
    statements.put("load-append.sql", load(appended, stage, Insert.steps(appended, stage)));
    PlannedStream merged = plan(new OnConflict(OnConflict.Count.BY_XMAX), existing(), List.of());
    statements.put(
        "load-on-conflict.sql",
        load(merged, stage, new OnConflict(OnConflict.Count.BY_XMAX).steps(merged, stage)));
    PlannedStream updated = plan(new UpdateInsert(), existing(), List.of());
    statements.put(
        "load-update-insert.sql", load(updated, stage, UpdateInsert.steps(updated, stage)));
    OnConflict routed = new OnConflict(OnConflict.Count.BY_OLD_ROW);
    statements.put(
        "load-on-conflict-old-row.sql", load(merged, stage, routed.steps(merged, stage)));
    PlannedStream joined = plan(new MergeInto(true), existing(), List.of());
    statements.put("load-merge.sql", load(joined, stage, new MergeInto(true).steps(joined, stage)));
    PlannedStream renewed = plan(new DeleteInsert(), existing(), List.of());
    statements.put(
        "load-delete-insert.sql", load(renewed, stage, DeleteInsert.steps(renewed, stage)));
    ReplacePartitions parts = new ReplacePartitions("id", true);
    PlannedStream parted = plan(parts, existing(), List.of());
    Partitioning.Partition low =
        new Partitioning.Partition(
            new TableName("landing", "low"),
            7,
            'r',
            "FOR VALUES FROM ('0') TO ('9')",
            "((id IS NOT NULL) AND (id >= '0'::bigint) AND (id < '9'::bigint))",
            "0".repeat(32));
    PartitionBuild build =
        new PartitionBuild(
            low,
            new TableName(stage.schema(), stage.name() + "_p0"),
            5,
            List.of(new PartitionBuild.RenamedIndex(stage.name() + "_p0_0", "low_pkey")),
            "it's low");
    statements.put(
        "load-attach-partitions.sql",
        load(parted, stage, parts.steps(parted, stage, List.of(build), List.of())));
    PlannedStream replaced = plan(new Replace.DeleteInsert("id > 7"), existing(), List.of());
    statements.put(
        "load-replace.sql",
        load(replaced, stage, new Replace.DeleteInsert("id > 7").steps(replaced, stage)));
    PlannedStream compared =
        plan(new SnapshotDiff.Diff(BigDecimal.ONE, true, true), existing(), List.of());
    List<Step> changes = new ArrayList<>();
    changes.add(new Step(Step.Role.GUARD, "", SnapshotDiff.Diff.vanished(compared, stage)));
    changes.addAll(SnapshotDiff.Diff.steps(compared, stage, 5));
    statements.put("load-snapshot-diff.sql", load(compared, stage, changes));
    History history =
        new History(
            new Scd2.Validity("valid_from", "valid_to", "is_current"),
            Set.of("Total \"net\""),
            true);
    PlannedStream versioned = plan(history, existing(), List.of());
    statements.put(
        "load-scd2.sql",
        load(versioned, stage, history.steps(versioned, stage, "2026-01-01 00:00:00+00")));
    return statements;
  }

  private static List<Step> outside(List<String> statements) {
    List<Step> steps = new ArrayList<>();
    statements.forEach(sql -> steps.add(new Step(Step.Role.MOVE, "", sql)));
    steps.add(new Step(Step.Role.MOVE, "", "BEGIN"));
    return steps;
  }

  private static String load(PlannedStream plan, TableName stage, List<Step> steps) {
    StringBuilder text = new StringBuilder();
    line(text, plan.publisher().createStage(plan, stage));
    line(text, StageSql.comment(stage, "orders_to_landing", "main", "0".repeat(32)));
    line(text, StageSql.copyIn(stage, plan.columns()));
    line(text, StageSql.count(stage, plan.key(), ""));
    if (steps.stream().noneMatch(step -> step.sql().equals("BEGIN"))) {
      line(text, StageSql.duplicate(stage, plan.key()));
      line(text, "BEGIN");
    }
    steps.forEach(step -> line(text, step.sql()));
    line(text, "COMMIT");
    return text.toString();
  }

  private static void line(StringBuilder text, String sql) {
    text.append(sql).append(";\n");
  }

  private static PlannedStream plan(
      Publisher publisher, @Nullable TargetTable existing, List<String> ddl) {
    return new PlannedStream(
        "sales.orders",
        TARGET,
        existing,
        columns(),
        List.of("id"),
        List.of(),
        ddl,
        publisher,
        null,
        List.of());
  }

  private static List<PlannedColumn> columns() {
    return List.of(
        column("id", new DataType.Int(64), BIGINT, BIGINT),
        column("Total \"net\"", new DataType.Text(), TEXT, TEXT),
        column("peer", new DataType.Text(), TEXT, PgType.builtin("inet", "inet")));
  }

  private static PlannedColumn column(String name, DataType type, PgType stage, PgType target) {
    return new PlannedColumn(
        new Field(name, type, true, target.text()), stage, target, Fidelity.EXACT, true, false, "");
  }

  private static TargetTable existing() {
    return new TargetTable(
        new Relation(TARGET, 1, 'r', false, 1, 1, List.of(), List.of("id")),
        List.of(Set.of("id")),
        List.of(),
        false,
        List.of(
            new TargetTable.Fixture(true, true, "Orders_pkey", "PRIMARY KEY (id)"),
            new TargetTable.Fixture(
                false,
                true,
                "by_net",
                "CREATE INDEX by_net ON landing.\"Orders\" USING btree (\"Total \"\"net\"\"\")"),
            new TargetTable.Fixture(true, false, "positive", "CHECK ((id > 0))")),
        "it's");
  }
}
