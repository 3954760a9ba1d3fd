package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Applies changes to a copy. Those of one stretch of the log are applied together, the last of each
 * key deciding. A change that moves a row to another key without telling all of its cells needs the
 * row as it was just before, so that the stretch ends there.
 */
record ApplyChanges() implements Publisher {
  @Override
  public String text() {
    return "apply changes";
  }

  @Override
  public boolean checksKeys(PlannedStream plan) {
    return false;
  }

  @Override
  public List<String> createStage(PlannedStream plan, TableName stage, String comment) {
    return List.of(ChangeColumns.createStage(plan, stage, comment));
  }

  @Override
  public boolean deletesByStage() {
    return true;
  }

  @Override
  public List<Step> prepare(Staged staged) {
    ChangeColumns.refuseNulls(staged);
    CopySql sql = staged.sql();
    long emptied =
        staged.number(
            "SELECT ifNull(maxOrNull("
                + ChangeSql.SEQUENCE
                + "), -1) FROM "
                + sql.stage()
                + " WHERE "
                + ChangeSql.KIND
                + " = "
                + ChangeKind.TRUNCATE.code());
    List<Long> moves =
        staged
            .server()
            .rows(
                "SELECT "
                    + ChangeSql.SEQUENCE
                    + " FROM "
                    + sql.stage()
                    + " WHERE "
                    + ChangeSql.SEQUENCE
                    + " > "
                    + emptied
                    + " AND "
                    + ChangeSql.moved(staged.plan())
                    + " AND "
                    + ChangeSql.CARRIED
                    + " IS NOT NULL ORDER BY 1")
            .stream()
            .map(row -> Long.valueOf(String.valueOf(row.get(0))))
            .toList();
    return steps(sql, staged.plan(), emptied, moves);
  }

  static List<Step> steps(CopySql sql, PlannedStream plan, long emptied, List<Long> moves) {
    List<Step> steps = new ArrayList<>(emptied >= 0 ? sql.empty() : sql.whole());
    if (emptied >= 0) {
      steps.addAll(sql.alters());
    }
    steps.add(new Step(Role.MAKE, "DROP TABLE IF EXISTS " + sql.beside() + " SYNC"));
    steps.add(new Step(Role.MAKE, "CREATE TABLE " + sql.beside() + " AS " + sql.copy() + engine()));
    long from = emptied;
    for (long move : moves) {
      stretch(sql, plan, from, move - 1, steps);
      move(sql, plan, move, steps);
      from = move;
    }
    stretch(sql, plan, from, Long.MAX_VALUE, steps);
    steps.add(new Step(Role.MAKE, "DROP TABLE " + sql.beside() + " SYNC"));
    steps.add(count(sql, plan));
    return steps;
  }

  /** What became of the keys of the changes, and how many rows there are more or less. */
  private static Step count(CopySql sql, PlannedStream plan) {
    if (plan.existing() == null) {
      return new Step(Role.COUNT, "SELECT count(), 0, 0 FROM " + sql.copy());
    }
    String key = CopySql.row(plan.key());
    String changed =
        key
            + " IN (SELECT "
            + ChangeSql.keyNames(plan, "")
            + " FROM ("
            + ChangeSql.events(sql, plan, -1, Long.MAX_VALUE)
            + "))";
    String was =
        key
            + " IN (SELECT "
            + Sql.names(plan.key())
            + " FROM "
            + sql.target()
            + " WHERE "
            + changed
            + ")";
    return new Step(
        Role.COUNT,
        "SELECT countIf(NOT was) AS added, countIf(was), (SELECT count() FROM "
            + sql.target()
            + ") + added - (SELECT count() FROM "
            + sql.copy()
            + ") FROM (SELECT "
            + was
            + " AS was FROM "
            + sql.copy()
            + " WHERE "
            + changed
            + ")");
  }

  private static String engine() {
    return " ENGINE = MergeTree ORDER BY tuple()";
  }

  private static void stretch(
      CopySql sql, PlannedStream plan, long from, long to, List<Step> steps) {
    String events = ChangeSql.events(sql, plan, from, to);
    // After the last time that a key had no row, there are nothing but rows.
    String live =
        "SELECT * FROM (SELECT *, max(if(up, -1, q)) OVER (PARTITION BY "
            + ChangeSql.keyNames(plan, "")
            + ") AS d FROM ("
            + events
            + ")) WHERE q > d";
    List<PlannedColumn> stream = ChangeSql.stream(plan);
    List<String> last = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      PlannedColumn column = stream.get(i);
      if (!column.published()) {
        continue;
      }
      String name = Sql.name(column.name());
      last.add(
          "argMaxIf(tuple("
              + ChangeSql.value("", column)
              + "), q, NOT "
              + ChangeSql.carried(i)
              + ") AS v_"
              + i);
      last.add("countIf(NOT " + ChangeSql.carried(i) + ") AS n_" + i);
      cells.add("if(f.n_" + i + " > 0, tupleElement(f.v_" + i + ", 1), t." + name + ")");
      names.add(column.name());
      lacking.add("f.n_" + i + " = 0");
    }
    for (String other : others(plan, names)) {
      cells.add("t." + Sql.name(other));
      names.add(other);
    }
    String finals =
        "(SELECT "
            + ChangeSql.keyNames(plan, "")
            + ", max(d) AS d, "
            + String.join(", ", last)
            + " FROM ("
            + live
            + ") GROUP BY "
            + ChangeSql.keyNames(plan, "")
            + ") AS f LEFT JOIN (SELECT *, 1 AS there FROM "
            + sql.copy()
            + ") AS t ON "
            + ChangeSql.on(plan, "f.", "t.");
    steps.add(
        new Step(
            Role.REFUSE,
            "SELECT count() FROM "
                + finals
                + " WHERE (t.there = 0 OR f.d >= 0) AND ("
                + String.join(" OR ", lacking)
                + ")"));
    steps.add(
        new Step(
            Role.CHANGE,
            "INSERT INTO "
                + sql.beside()
                + " ("
                + Sql.names(names)
                + ") SELECT "
                + String.join(", ", cells)
                + " FROM "
                + finals));
    steps.addAll(
        sql.delete(
            Role.CHANGE,
            CopySql.row(plan.key())
                + " IN (SELECT "
                + ChangeSql.keyNames(plan, "")
                + " FROM ("
                + events
                + "))",
            -1));
    steps.add(
        new Step(
            Role.CHANGE, sql.into(names) + "SELECT " + Sql.names(names) + " FROM " + sql.beside()));
    steps.add(new Step(Role.MAKE, "TRUNCATE TABLE " + sql.beside()));
  }

  private static List<String> others(PlannedStream plan, List<String> names) {
    TargetTable existing = plan.existing();
    return existing == null
        ? List.of()
        : existing.columns().stream()
            .filter(c -> !c.computed() && !names.contains(c.name()))
            .map(TargetTable.Column::name)
            .toList();
  }

  /** One change that moves a row to another key and tells some of its cells only. */
  private static void move(CopySql sql, PlannedStream plan, long sequence, List<Step> steps) {
    List<PlannedColumn> stream = ChangeSql.stream(plan);
    List<String> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      if (stream.get(i).published()) {
        String name = Sql.name(stream.get(i).name());
        cells.add(
            "if("
                + ChangeSql.carried(i)
                + ", t."
                + name
                + ", "
                + ChangeSql.value("s.", stream.get(i))
                + ")");
        names.add(stream.get(i).name());
      }
    }
    for (String other : others(plan, names)) {
      cells.add("t." + Sql.name(other));
      names.add(other);
    }
    String one = sql.stage() + " WHERE " + ChangeSql.SEQUENCE + " = " + sequence;
    String joined =
        " FROM (SELECT * FROM "
            + one
            + ") AS s INNER JOIN "
            + sql.copy()
            + " AS t ON "
            + ChangeSql.onOld(plan, "s.", "t.");
    steps.add(new Step(Role.REFUSE, "SELECT 1 - count()" + joined));
    steps.add(
        new Step(
            Role.CHANGE,
            "INSERT INTO "
                + sql.beside()
                + " ("
                + Sql.names(names)
                + ") SELECT "
                + String.join(", ", cells)
                + joined));
    String key = CopySql.row(plan.key());
    steps.addAll(
        sql.delete(
            Role.CHANGE,
            key
                + " IN (SELECT "
                + plan.key().stream()
                    .map(k -> "assumeNotNull(" + Sql.name(ChangeSchema.OLD + k) + ")")
                    .collect(Collectors.joining(", "))
                + " FROM "
                + one
                + ") OR "
                + key
                + " IN (SELECT "
                + plan.key().stream()
                    .map(k -> "assumeNotNull(" + Sql.name(k) + ")")
                    .collect(Collectors.joining(", "))
                + " FROM "
                + one
                + ")",
            -1));
    steps.add(
        new Step(
            Role.CHANGE, sql.into(names) + "SELECT " + Sql.names(names) + " FROM " + sql.beside()));
    steps.add(new Step(Role.MAKE, "TRUNCATE TABLE " + sql.beside()));
  }
}
