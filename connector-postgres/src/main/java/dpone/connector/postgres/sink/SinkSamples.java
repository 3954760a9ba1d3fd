package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements of loads into a table that exists nowhere. */
public final class SinkSamples {
  private static final TableName TARGET = new TableName("landing", "Orders");
  private static final PgType BIGINT = PgType.builtin("bigint", "int8");
  private static final PgType TEXT = PgType.builtin("text", "text");

  private SinkSamples() {}

  /** Statements by file name. */
  public static Map<String, String> statements() {
    String prefix = StageSql.prefix("orders_to_landing", "main");
    TableName stage = new TableName("dpone_stage", StageSql.name(prefix, 0, 7));
    Map<String, String> statements = new TreeMap<>();
    PlannedStream created =
        plan(
            Publish.SWAP,
            null,
            List.of(
                "CREATE SCHEMA IF NOT EXISTS \"landing\"",
                StageSql.createTarget(TARGET, columns(), List.of("id"))));
    statements.put(
        "load-create.sql", load(created, StageSql.createLogged(stage, columns()), stage));
    statements.put(
        "load-swap.sql",
        load(plan(Publish.SWAP, existing(), List.of()), StageSql.createLike(stage, TARGET), stage));
    String unlogged = StageSql.createUnlogged(stage, columns());
    statements.put(
        "load-truncate-insert.sql",
        load(plan(Publish.TRUNCATE_INSERT, existing(), List.of()), unlogged, stage));
    statements.put(
        "load-append.sql",
        load(
            plan(
                Publish.INSERT,
                existing(),
                List.of("ALTER TABLE " + TARGET.sql() + " ADD COLUMN \"peer\" inet")),
            unlogged,
            stage));
    statements.put(
        "load-on-conflict.sql",
        load(plan(Publish.ON_CONFLICT, existing(), List.of()), unlogged, stage));
    statements.put(
        "load-update-insert.sql",
        load(plan(Publish.UPDATE_INSERT, existing(), List.of()), unlogged, stage));
    LoadSql loads = new LoadSql("dpone_meta");
    statements.put("meta-ddl.sql", String.join(";\n", loads.ddl()) + ";\n");
    statements.put(
        "meta-statements.sql",
        String.join(";\n", loads.raise(), loads.lock(), loads.find(), loads.record() + ";\n"));
    return statements;
  }

  private static String load(PlannedStream plan, String create, TableName stage) {
    StringBuilder text = new StringBuilder();
    line(text, create);
    line(text, StageSql.comment(stage, "orders_to_landing", "main", "0".repeat(32)));
    line(text, StageSql.copyIn(stage, plan.columns()));
    line(text, StageSql.count(stage, plan.key()));
    if (plan.publish() == Publish.SWAP) {
      PublishSql.fixtures(plan, stage).forEach(sql -> line(text, sql));
    } else {
      line(text, StageSql.duplicate(stage, plan.key()));
    }
    line(text, "BEGIN");
    PublishSql.steps(plan, stage).forEach(step -> line(text, step.sql()));
    line(text, "COMMIT");
    return text.toString();
  }

  private static void line(StringBuilder text, String sql) {
    text.append(sql).append(";\n");
  }

  private static PlannedStream plan(
      Publish publish, @Nullable TargetTable existing, List<String> ddl) {
    return new PlannedStream(
        "sales.orders", TARGET, existing, columns(), List.of("id"), ddl, publish, null, List.of());
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
