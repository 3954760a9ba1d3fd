package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The stage takes the target's place. */
final class Swap implements Publisher {
  @Override
  public String text() {
    return "swap";
  }

  @Override
  public String createStage(PlannedStream plan, TableName stage) {
    return plan.existing() == null
        ? StageSql.createLogged(stage, plan.columns(), plan.key())
        : StageSql.createLike(stage, plan.target()) + nulls(plan, stage, "DROP");
  }

  /** A stage takes nulls at first, so that they can be told by row. */
  private static String nulls(PlannedStream plan, TableName stage, String change) {
    return plan.columns().stream()
        .filter(column -> column.demands().contains(Demand.NOT_NULL))
        .map(column ->
            "; ALTER TABLE "
                + stage.sql()
                + " ALTER COLUMN "
                + Sql.name(column.name())
                + " "
                + change
                + " NOT NULL")
        .collect(Collectors.joining());
  }

  @Override
  public boolean takesPlace() {
    return true;
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    try {
      fixtures(plan, staged.table()).forEach(staged.session()::execute);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(plan.stream()));
    }
    // A unique index that was just made on the stage has looked for duplicates already.
    boolean covered =
        plan.existing() == null || plan.existing().uniqueKeys().contains(Set.copyOf(plan.key()));
    if (!plan.key().isEmpty() && !covered) {
      staged.refuseDuplicateKeys();
    }
    staged.analyze();
    return steps(plan, staged.table());
  }

  /** What is made on a stage after it was loaded and before it takes the target's place. */
  static List<String> fixtures(PlannedStream plan, TableName stage) {
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    List<String> statements = new ArrayList<>();
    String nulls = nulls(plan, stage, "SET");
    if (plan.existing() != null && !nulls.isEmpty()) {
      statements.add(nulls.substring(2));
    }
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
    while (cut.getBytes(StandardCharsets.UTF_8).length > 58) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** Index names are shared by all tables of a schema, and the old table still has them. */
  private static String temporaryName(TargetTable.Fixture fixture, TableName stage, int index) {
    return fixture.indexed() ? stage.name() + "_" + index : fixture.name();
  }

  /** The indexes of a stage with its fixtures, with the names they are to have. */
  static List<PartitionBuild.RenamedIndex> indexes(PlannedStream plan, TableName stage) {
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    List<PartitionBuild.RenamedIndex> indexes = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      if (fixtures.get(i).indexed()) {
        indexes.add(
            new PartitionBuild.RenamedIndex(
                temporaryName(fixtures.get(i), stage, i), fixtures.get(i).name()));
      }
    }
    return indexes;
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    Steps steps = Steps.of(plan);
    TableName target = plan.target();
    TableName old = new TableName(target.schema(), stage.name() + "_old");
    TableName arrived = new TableName(target.schema(), stage.name());
    TargetTable existing = plan.existing();
    if (existing == null) {
      plan.ddl().stream()
          .filter(ddl -> ddl.startsWith("CREATE SCHEMA"))
          .forEach(ddl -> steps.add(Role.SCHEMA, ddl));
    } else {
      steps.add(Role.MOVE, "LOCK TABLE " + target.sql() + " IN ACCESS EXCLUSIVE MODE");
      steps.add(Role.MOVE, "ALTER TABLE " + target.sql() + " RENAME TO " + Sql.name(old.name()));
    }
    steps.add(Role.MOVE, "ALTER TABLE " + stage.sql() + " SET SCHEMA " + Sql.name(target.schema()));
    steps.add(Role.MOVE, "ALTER TABLE " + arrived.sql() + " RENAME TO " + Sql.name(target.name()));
    if (existing != null) {
      steps.add(Role.MOVE, "DROP TABLE " + old.sql());
    }
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    for (int i = 0; i < fixtures.size(); i++) {
      TargetTable.Fixture fixture = fixtures.get(i);
      if (fixture.indexed()) {
        TableName index = new TableName(target.schema(), temporaryName(fixture, stage, i));
        steps.add(
            Role.MOVE, "ALTER INDEX " + index.sql() + " RENAME TO " + Sql.name(fixture.name()));
      }
    }
    String comment = existing == null ? null : existing.comment();
    steps.add(
        Role.MOVE,
        "COMMENT ON TABLE "
            + target.sql()
            + " IS "
            + (comment == null ? "NULL" : Sql.text(comment)));
    return steps.list();
  }
}
