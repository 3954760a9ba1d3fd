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
  private static final String KIND = Sql.name(ChangeSchema.KIND);
  private static final String SEQUENCE = Sql.name(ChangeSchema.SEQUENCE);
  private static final String CARRIED = Sql.name(ChangeSchema.CARRIED_OVER);

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
    CopySql sql = staged.sql();
    long emptied =
        staged.number(
            "SELECT ifNull(maxOrNull("
                + SEQUENCE
                + "), -1) FROM "
                + sql.stage()
                + " WHERE "
                + KIND
                + " = "
                + ChangeKind.TRUNCATE.code());
    List<Long> moves =
        staged
            .server()
            .rows(
                "SELECT "
                    + SEQUENCE
                    + " FROM "
                    + sql.stage()
                    + " WHERE "
                    + SEQUENCE
                    + " > "
                    + emptied
                    + " AND "
                    + moved(staged.plan())
                    + " AND "
                    + CARRIED
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
    return steps;
  }

  private static String engine() {
    return " ENGINE = MergeTree ORDER BY tuple()";
  }

  /** Whether a change moves its row to another key. */
  private static String moved(PlannedStream plan) {
    return "("
        + KIND
        + " = "
        + ChangeKind.UPDATE.code()
        + " AND "
        + plan.key().stream()
            .map(k -> Sql.name(ChangeSchema.OLD + k) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "))
        + " AND tuple("
        + old(plan)
        + ") != tuple("
        + Sql.names(plan.key())
        + "))";
  }

  private static String old(PlannedStream plan) {
    return Sql.names(plan.key().stream().map(k -> ChangeSchema.OLD + k).toList());
  }

  private static String keys(PlannedStream plan, boolean old) {
    return plan.key().stream()
        .map(k ->
            "assumeNotNull("
                + Sql.name(old ? ChangeSchema.OLD + k : k)
                + ") AS k_"
                + plan.key().indexOf(k))
        .collect(Collectors.joining(", "));
  }

  private static String keyNames(PlannedStream plan, String prefix) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < plan.key().size(); i++) {
      names.add(prefix + "k_" + i);
    }
    return String.join(", ", names);
  }

  /** Every change of every key: what is there after it, or that nothing is. */
  private static String events(CopySql sql, PlannedStream plan, long from, long to) {
    String range =
        SEQUENCE + " > " + from + (to == Long.MAX_VALUE ? "" : " AND " + SEQUENCE + " <= " + to);
    String source = " FROM " + sql.stage() + " WHERE " + range + " AND ";
    return "SELECT "
        + keys(plan, false)
        + ", "
        + SEQUENCE
        + " AS q, "
        + KIND
        + " != "
        + ChangeKind.DELETE.code()
        + " AS up, 0 AS gone, * "
        + source
        + KIND
        + " != "
        + ChangeKind.TRUNCATE.code()
        + " UNION ALL SELECT "
        + keys(plan, true)
        + ", "
        + SEQUENCE
        + " AS q, 0 AS up, 1 AS gone, * "
        + source
        + moved(plan);
  }

  private static String carried(int column) {
    return "bitTest(reinterpretAsUInt8(substring(ifNull("
        + CARRIED
        + ", ''), "
        + (column / 8 + 1)
        + ", 1)), "
        + column % 8
        + ")";
  }

  private static void stretch(
      CopySql sql, PlannedStream plan, long from, long to, List<Step> steps) {
    String events = events(sql, plan, from, to);
    // After the last time that a key had no row, there are nothing but rows.
    String live =
        "SELECT * FROM (SELECT *, max(if(up, -1, q)) OVER (PARTITION BY "
            + keyNames(plan, "")
            + ") AS d FROM ("
            + events
            + ")) WHERE q > d";
    List<PlannedColumn> stream =
        plan.columns().stream().filter(c -> !ChangeSchema.isReserved(c.name())).toList();
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
      last.add("argMaxIf(tuple(" + name + "), q, NOT " + carried(i) + ") AS v_" + i);
      last.add("countIf(NOT " + carried(i) + ") AS n_" + i);
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
            + keyNames(plan, "")
            + ", max(d) AS d, "
            + String.join(", ", last)
            + " FROM ("
            + live
            + ") GROUP BY "
            + keyNames(plan, "")
            + ") AS f LEFT JOIN (SELECT *, 1 AS there FROM "
            + sql.copy()
            + ") AS t ON "
            + on(plan, "f.k_", "t.");
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
                + keyNames(plan, "")
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

  private static String on(PlannedStream plan, String left, String right) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < plan.key().size(); i++) {
      pairs.add(left + i + " = " + right + Sql.name(plan.key().get(i)));
    }
    return String.join(" AND ", pairs);
  }

  /** One change that moves a row to another key and tells some of its cells only. */
  private static void move(CopySql sql, PlannedStream plan, long sequence, List<Step> steps) {
    List<PlannedColumn> stream =
        plan.columns().stream().filter(c -> !ChangeSchema.isReserved(c.name())).toList();
    List<String> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      if (stream.get(i).published()) {
        String name = Sql.name(stream.get(i).name());
        cells.add("if(" + carried(i) + ", t." + name + ", s." + name + ")");
        names.add(stream.get(i).name());
      }
    }
    for (String other : others(plan, names)) {
      cells.add("t." + Sql.name(other));
      names.add(other);
    }
    List<String> pairs =
        plan.key().stream()
            .map(k -> "assumeNotNull(s." + Sql.name(ChangeSchema.OLD + k) + ") = t." + Sql.name(k))
            .toList();
    String one = sql.stage() + " WHERE " + SEQUENCE + " = " + sequence;
    String joined =
        " FROM (SELECT * FROM "
            + one
            + ") AS s INNER JOIN "
            + sql.copy()
            + " AS t ON "
            + String.join(" AND ", pairs);
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
