package dpone.connector.postgres.publish;

import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The stage becomes the target, which does not exist yet. */
final class NewTable implements Publisher {
  @Override
  public String text() {
    return "swap";
  }

  @Override
  public String createStage(PlannedStream plan, TableName stage) {
    return StageSql.createLogged(stage, plan.columns(), plan.key());
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    try {
      // The index looks for duplicates.
      key(plan, staged.table()).forEach(staged.session()::execute);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(plan.stream()));
    }
    staged.analyzeArriving(staged.table());
    return steps(plan, staged.table());
  }

  /** What is made on the stage after it was loaded. */
  static List<String> key(PlannedStream plan, TableName stage) {
    return plan.key().isEmpty()
        ? List.of()
        : List.of(
            "ALTER TABLE "
                + stage.sql()
                + " ADD CONSTRAINT "
                + Sql.name(stage.name() + "_0")
                + " PRIMARY KEY ("
                + Sql.names(plan.key())
                + ")");
  }

  static List<Step> steps(PlannedStream plan, TableName stage) {
    TableName target = plan.target();
    TableName arrived = new TableName(target.schema(), stage.name());
    Steps steps = Steps.of(plan);
    plan.ddl().stream()
        .filter(ddl -> ddl.startsWith("CREATE SCHEMA"))
        .forEach(ddl -> steps.add(Role.SCHEMA, ddl));
    steps.add(Role.MOVE, "ALTER TABLE " + stage.sql() + " SET SCHEMA " + Sql.name(target.schema()));
    steps.add(Role.MOVE, "ALTER TABLE " + arrived.sql() + " RENAME TO " + Sql.name(target.name()));
    if (!plan.key().isEmpty()) {
      steps.add(
          Role.MOVE,
          "ALTER INDEX "
              + new TableName(target.schema(), stage.name() + "_0").sql()
              + " RENAME TO "
              + Sql.name(cut(target.name()) + "_pkey"));
    }
    return steps.add(Role.MOVE, "COMMENT ON TABLE " + target.sql() + " IS NULL").list();
  }

  /** The server cuts names at 63 bytes; this leaves room for an ending. */
  private static String cut(String name) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > 58) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
