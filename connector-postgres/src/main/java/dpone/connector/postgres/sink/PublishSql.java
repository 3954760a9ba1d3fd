package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.sink.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements that turn a stage into the target. */
final class PublishSql {
  private final PlannedStream plan;
  private final TableName stage;
  private final List<Step> steps = new ArrayList<>();

  private PublishSql(PlannedStream plan, TableName stage) {
    this.plan = plan;
    this.stage = stage;
  }

  /** All statements of the publishing transaction, in order. */
  static List<Step> steps(PlannedStream plan, TableName stage) {
    PublishSql sql = new PublishSql(plan, stage);
    if (plan.publish() == Publish.SWAP) {
      sql.swap();
    } else {
      plan.ddl().forEach(ddl -> sql.step(Role.SCHEMA, ddl));
      switch (plan.publish()) {
        case SWAP -> throw new IllegalStateException("done above");
        case TRUNCATE_INSERT -> sql.truncateInsert();
        case INSERT -> sql.step(Role.INSERT, sql.insertAll());
        case ON_CONFLICT -> sql.onConflict();
        case UPDATE_INSERT -> sql.updateInsert();
      }
      sql.step(Role.MOVE, StageSql.drop(stage));
    }
    return sql.steps;
  }

  private void step(Role role, String sql) {
    steps.add(new Step(role, plan.stream(), sql));
  }

  /** What is made on a stage after it was loaded and before it takes the target's place. */
  static List<String> fixtures(PlannedStream plan, TableName stage) {
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      TargetTable.Fixture fixture = fixtures.get(i);
      String name = Sql.name(temporaryName(fixture, stage, i));
      if (fixture.constraint()) {
        statements.add(
            "ALTER TABLE " + stage.sql() + " ADD CONSTRAINT " + name + " " + fixture.definition());
      } else {
        String definition = fixture.definition();
        String unique =
            definition.toUpperCase(Locale.ROOT).startsWith("CREATE UNIQUE") ? "UNIQUE " : "";
        statements.add(
            "CREATE "
                + unique
                + "INDEX "
                + name
                + " ON "
                + stage.sql()
                + definition.substring(definition.indexOf(" USING ")));
      }
    }
    return statements;
  }

  private static List<TargetTable.Fixture> fixtures(PlannedStream plan) {
    if (plan.existing() != null) {
      return plan.existing().fixtures();
    }
    return plan.key().isEmpty()
        ? List.of()
        : List.of(
            new TargetTable.Fixture(
                true,
                true,
                cut(plan.target().name()) + "_pkey",
                "PRIMARY KEY (" + Sql.names(plan.key()) + ")"));
  }

  /** The server cuts names at 63 bytes; this leaves room for an ending. */
  private static String cut(String name) {
    String cut = name;
    while (cut.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 58) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** Index names are shared by all tables of a schema, and the old table still has them. */
  private static String temporaryName(TargetTable.Fixture fixture, TableName stage, int index) {
    return fixture.indexed() ? stage.name() + "_" + index : fixture.name();
  }

  private void swap() {
    TableName target = plan.target();
    TableName old = new TableName(target.schema(), stage.name() + "_old");
    TableName arrived = new TableName(target.schema(), stage.name());
    TargetTable existing = plan.existing();
    if (existing == null) {
      plan.ddl().stream()
          .filter(ddl -> ddl.startsWith("CREATE SCHEMA"))
          .forEach(ddl -> step(Role.SCHEMA, ddl));
    } else {
      step(Role.MOVE, "LOCK TABLE " + target.sql() + " IN ACCESS EXCLUSIVE MODE");
      step(Role.MOVE, "ALTER TABLE " + target.sql() + " RENAME TO " + Sql.name(old.name()));
    }
    step(Role.MOVE, "ALTER TABLE " + stage.sql() + " SET SCHEMA " + Sql.name(target.schema()));
    step(Role.MOVE, "ALTER TABLE " + arrived.sql() + " RENAME TO " + Sql.name(target.name()));
    if (existing != null) {
      step(Role.MOVE, "DROP TABLE " + old.sql());
    }
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    for (int i = 0; i < fixtures.size(); i++) {
      TargetTable.Fixture fixture = fixtures.get(i);
      if (fixture.indexed()) {
        TableName index = new TableName(target.schema(), temporaryName(fixture, stage, i));
        step(Role.MOVE, "ALTER INDEX " + index.sql() + " RENAME TO " + Sql.name(fixture.name()));
      }
    }
    String comment = existing == null ? null : existing.comment();
    step(
        Role.MOVE,
        "COMMENT ON TABLE "
            + target.sql()
            + " IS "
            + (comment == null ? "NULL" : Sql.text(comment)));
  }

  private void truncateInsert() {
    boolean parent = plan.existing() != null && plan.existing().relation().kind() == 'r';
    step(Role.MOVE, "TRUNCATE TABLE " + (parent ? "ONLY " : "") + plan.target().sql());
    step(Role.INSERT, insertAll());
  }

  private String insertAll() {
    return insertInto() + "SELECT " + values("s") + " FROM " + stage.sql() + " AS s";
  }

  private String insertInto() {
    List<PlannedColumn> columns = plan.published();
    boolean override = columns.stream().anyMatch(PlannedColumn::identityAlways);
    return "INSERT INTO "
        + plan.target().sql()
        + " AS t "
        + (columns.isEmpty()
            ? ""
            : "(" + Sql.names(columns.stream().map(PlannedColumn::name).toList()) + ") ")
        + (override ? "OVERRIDING SYSTEM VALUE " : "");
  }

  private String values(String alias) {
    return join(plan.published(), c -> value(alias, c), ", ");
  }

  private static String value(String alias, PlannedColumn column) {
    String cell = alias + "." + Sql.name(column.name());
    return column.isCast() ? "CAST(" + cell + " AS " + column.target().text() + ")" : cell;
  }

  private void onConflict() {
    List<PlannedColumn> changing = changing();
    String insert = insertAll() + " ON CONFLICT (" + Sql.names(plan.key()) + ") ";
    if (changing.isEmpty()) {
      step(Role.INSERT, insert + "DO NOTHING");
      return;
    }
    String upsert =
        insert
            + "DO UPDATE SET "
            + join(changing, c -> Sql.name(c.name()) + " = excluded." + Sql.name(c.name()), ", ")
            + " WHERE "
            + differs(changing, c -> "excluded." + Sql.name(c.name()));
    boolean partitioned = plan.existing() != null && plan.existing().relation().kind() == 'p';
    if (partitioned) {
      step(Role.UPSERT_UNCOUNTED, upsert);
    } else {
      // A row that was inserted has no earlier version, hence no xmax.
      step(
          Role.UPSERT,
          "WITH merged AS ("
              + upsert
              + " RETURNING (xmax = 0) AS added) SELECT count(*) FILTER (WHERE added),"
              + " count(*) FILTER (WHERE NOT added) FROM merged");
    }
  }

  private void updateInsert() {
    String target = plan.target().sql();
    List<PlannedColumn> changing = changing();
    step(Role.MOVE, "LOCK TABLE " + target + " IN SHARE ROW EXCLUSIVE MODE");
    String sameKey =
        join(
            plan.published().stream().filter(c -> plan.key().contains(c.name())).toList(),
            c -> "t." + Sql.name(c.name()) + " = " + value("s", c),
            " AND ");
    if (!changing.isEmpty()) {
      step(
          Role.UPDATE,
          "UPDATE "
              + target
              + " AS t SET "
              + join(changing, c -> Sql.name(c.name()) + " = " + value("s", c), ", ")
              + " FROM "
              + stage.sql()
              + " AS s WHERE "
              + sameKey
              + " AND "
              + differs(changing, c -> value("s", c)));
    }
    step(
        Role.INSERT,
        insertAll() + " WHERE NOT EXISTS (SELECT FROM " + target + " AS t WHERE " + sameKey + ")");
  }

  /** Neither the key nor what the target numbers by itself. */
  private List<PlannedColumn> changing() {
    return plan.published().stream()
        .filter(c -> !plan.key().contains(c.name()) && !c.identityAlways())
        .toList();
  }

  /**
   * Rows differ in their stored bytes. Unlike {@code IS DISTINCT FROM} it needs no equality
   * operator, which json, xml and others lack, and it sees 1.0 become 1.00. The casts keep the
   * server from comparing column by column.
   */
  private static String differs(
      List<PlannedColumn> columns, Function<PlannedColumn, String> arrived) {
    return "ROW("
        + join(columns, c -> "t." + Sql.name(c.name()), ", ")
        + ")::record *<> ROW("
        + join(columns, arrived, ", ")
        + ")::record";
  }

  private static String join(
      List<PlannedColumn> columns, Function<PlannedColumn, String> part, String separator) {
    return columns.stream().map(part).collect(Collectors.joining(separator));
  }
}
