package dpone.connector.postgres.publish;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.keep.Phase;
import dpone.connector.postgres.keep.TableKeep;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A new table takes the target's place and gets what hangs on it. The stage itself is the new table
 * where its columns are the target's; otherwise it fills one before the publish.
 */
final class Swap implements Publisher {
  /** Stands for the new table in statements that are made before it has a name. */
  static final TableName NEW_TABLE = new TableName("dpone", "new_table");

  private final String creation;
  private final boolean direct;
  private final List<String> reservations;

  /**
   * A swap of an existing target.
   *
   * @param creation makes the new table under the name {@link #NEW_TABLE}
   * @param direct whether the stage is the new table
   * @param reservations what a swap leaves undone, as the plan says
   */
  Swap(String creation, boolean direct, List<String> reservations) {
    this.reservations = List.copyOf(reservations);
    this.creation = creation;
    this.direct = direct;
  }

  @Override
  public String text() {
    return "swap";
  }

  @Override
  public String createStage(PlannedStream plan, TableName stage) {
    return direct
        ? create(stage) + nulls(plan, stage)
        : StageSql.createUnlogged(stage, plan.columns());
  }

  private String create(TableName table) {
    return creation.replace(NEW_TABLE.schema() + "." + NEW_TABLE.name(), table.sql());
  }

  /** A stage takes nulls at first, so that they can be told by row. */
  private static String nulls(PlannedStream plan, TableName stage) {
    StringBuilder changes = new StringBuilder();
    for (String column : refusing(plan)) {
      changes.append("; ALTER TABLE ").append(stage.sql()).append(" ALTER COLUMN ");
      changes.append(Sql.name(column)).append(" DROP NOT NULL");
    }
    return changes.toString();
  }

  private static List<String> refusing(PlannedStream plan) {
    return plan.columns().stream()
        .filter(column -> column.demands().contains(Demand.NOT_NULL))
        .map(PlannedColumn::name)
        .toList();
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    if (plan.existing() == null) {
      throw new IllegalStateException("nothing to swap");
    }
    TableName table = direct ? staged.table() : StageSql.filled(staged.table());
    TableKeep keep = new TableKeep(staged.session(), plan.existing().relation().oid(), table);
    Map<Phase, List<String>> kept;
    String check;
    try {
      if (!direct) {
        fill(staged, table);
      }
      // First the digest, then the statements: what changes in between is found by the check.
      check = keep.everythingUnchanged();
      refuse(plan, keep.objections());
      List<String> late = new ArrayList<>(keep.reservations());
      late.removeAll(reservations);
      refuse(plan, late);
      kept = keep.statements();
      kept.getOrDefault(Phase.NEW_TABLE, List.of()).forEach(staged.session()::execute);
      if (direct) {
        keep.notNull(refusing(plan)).forEach(staged.session()::execute);
      }
    } catch (DponeException failure) {
      throw failure.at(Place.stream(plan.stream()));
    }
    // A unique index that was just made on the new table has looked for duplicates already.
    if (!plan.key().isEmpty() && !plan.existing().uniqueKeys().contains(Set.copyOf(plan.key()))) {
      staged.refuseDuplicateKeys();
    }
    staged.analyzeArriving(table);
    Steps steps = steps(plan, table, check, kept);
    return direct ? steps.list() : steps.thenDrop(staged.table());
  }

  private void fill(Staged staged, TableName table) {
    PlannedStream plan = staged.plan();
    staged.session().execute(create(table));
    String target = "ALTER TABLE " + plan.target().sql() + " ";
    for (String change : plan.ddl()) {
      if (!change.startsWith(target)) {
        throw new IllegalStateException("not a change of the target: " + change);
      }
      // The table is empty: what rewrites a full one is nothing here.
      staged
          .session()
          .execute("ALTER TABLE " + table.sql() + " " + change.substring(target.length()));
    }
    long filled = staged.session().update(new RowSql(plan.into(table), staged.table()).insertAll());
    if (filled != staged.rows()) {
      throw PgCode.STAGE_ROWS
          .error("the new table took " + filled + " of " + staged.rows() + " rows")
          .build();
    }
  }

  private static void refuse(PlannedStream plan, List<String> objections) {
    if (!objections.isEmpty()) {
      throw PgCode.PLAN_CHANGED
          .error(
              "the target "
                  + plan.target()
                  + " now has "
                  + String.join(", ", objections)
                  + ", for which no swap was planned")
          .build();
    }
  }

  /** The publishing transaction. The old table is dropped only after the new one has its name. */
  static Steps steps(
      PlannedStream plan, TableName table, String check, Map<Phase, List<String>> kept) {
    TableName target = plan.target();
    TableName old = new TableName(target.schema(), table.name() + "_old");
    TableName arrived = new TableName(target.schema(), table.name());
    Steps steps = Steps.of(plan);
    steps.add(Role.MOVE, "LOCK TABLE " + target.sql() + " IN ACCESS EXCLUSIVE MODE");
    steps.add(Role.CHECK, check);
    kept.getOrDefault(Phase.BEFORE, List.of()).forEach(sql -> steps.add(Role.MOVE, sql));
    steps.add(Role.MOVE, "ALTER TABLE " + target.sql() + " RENAME TO " + Sql.name(old.name()));
    steps.add(Role.MOVE, "ALTER TABLE " + table.sql() + " SET SCHEMA " + Sql.name(target.schema()));
    steps.add(Role.MOVE, "ALTER TABLE " + arrived.sql() + " RENAME TO " + Sql.name(target.name()));
    kept.getOrDefault(Phase.HANDOVER, List.of()).forEach(sql -> steps.add(Role.MOVE, sql));
    steps.add(Role.MOVE, "DROP TABLE " + old.sql());
    kept.getOrDefault(Phase.AFTER, List.of()).forEach(sql -> steps.add(Role.MOVE, sql));
    return steps;
  }
}
