package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.cdc.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends changes to a copy of the log, each as the whole row that it leaves. Cells that a change
 * leaves out are taken from the change of the row before it, or from what the log had. A change
 * that moves a row to another key without telling all of its cells, and one that empties the table,
 * need everything before them in the log, so that a stretch of changes ends there.
 */
record AppendChanges() implements Publisher {
  private static final String BEFORE = " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";

  /**
   * A change that a stretch ends at.
   *
   * @param sequence of it
   * @param empties whether it empties the table; else it moves a row
   */
  record End(long sequence, boolean empties) {}

  /**
   * What is to be known of a stage.
   *
   * @param first the lowest sequence
   * @param leavesOut whether any change leaves a cell out
   * @param ends in order
   */
  record Shape(long first, boolean leavesOut, List<End> ends) {
    Shape {
      ends = List.copyOf(ends);
    }
  }

  @Override
  public String text() {
    return "append changes";
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
  public List<Step> prepare(Staged staged) {
    ChangeColumns.refuseNulls(staged);
    String stage = staged.table().sql();
    List<@Nullable String> about =
        staged
            .server()
            .rows(
                "SELECT ifNull(min("
                    + ChangeSql.SEQUENCE
                    + "), 0), countIf("
                    + ChangeSql.CARRIED
                    + " IS NOT NULL) > 0 FROM "
                    + stage)
            .get(0);
    List<End> ends =
        staged
            .server()
            .rows(
                "SELECT "
                    + ChangeSql.SEQUENCE
                    + ", "
                    + truncate()
                    + " FROM "
                    + stage
                    + " WHERE "
                    + truncate()
                    + " OR ("
                    + ChangeSql.moved(staged.plan())
                    + " AND "
                    + ChangeSql.CARRIED
                    + " IS NOT NULL) ORDER BY 1")
            .stream()
            .map(row -> new End(Long.parseLong(String.valueOf(row.get(0))), "1".equals(row.get(1))))
            .toList();
    return steps(
        staged.sql(),
        staged.plan(),
        new Shape(Long.parseLong(String.valueOf(about.get(0))), "1".equals(about.get(1)), ends));
  }

  private static String truncate() {
    return ChangeSql.KIND + " = " + ChangeKind.TRUNCATE.code();
  }

  static List<Step> steps(CopySql sql, PlannedStream plan, Shape shape) {
    List<Step> steps = new ArrayList<>(sql.whole());
    Stretch stretch = new Stretch(sql, plan, shape, others(plan));
    long from = shape.first - 1;
    for (End end : shape.ends) {
      stretch.rows(from, end.sequence - 1, steps);
      if (end.empties) {
        stretch.truncate(end.sequence, steps);
      } else {
        stretch.move(end.sequence, steps);
      }
      from = end.sequence;
    }
    stretch.rows(from, Long.MAX_VALUE, steps);
    steps.add(new Step(Role.COUNT, ChangeLog.count(sql.copy(), plan.key(), base(sql, plan))));
    return steps;
  }

  /** The last position before the load. */
  private static String base(CopySql sql, PlannedStream plan) {
    return plan.existing() == null
        ? "0"
        : "(SELECT max(" + ChangeLog.POSITION + ") FROM " + sql.target() + ")";
  }

  /** Columns that the log has and the stream does not. */
  private static List<String> others(PlannedStream plan) {
    TargetTable existing = plan.existing();
    return existing == null
        ? List.of()
        : ChangeLog.shown(existing, List.of()).stream()
            .filter(name -> !plan.names().contains(name))
            .filter(name -> existing.column(name).filter(c -> !c.computed()).isPresent())
            .toList();
  }

  /** The statements that append a stretch. */
  private record Stretch(CopySql sql, PlannedStream plan, Shape shape, List<String> others) {
    private String position(String sequence) {
      return "toUInt64(" + sequence + " - " + shape.first + " + 1) + " + base(sql, plan);
    }

    private String insert(List<String> names) {
      List<String> all = new ArrayList<>(names);
      all.add(ChangeLog.KIND);
      all.add(ChangeLog.POSITION);
      return sql.into(all);
    }

    private List<String> written() {
      List<String> names = new ArrayList<>(plan.names());
      names.addAll(others);
      return names;
    }

    /** The rows of some keys, as the log has them so far. */
    private String state(String keys) {
      return ChangeLog.state(
          sql.copy(),
          written(),
          plan.key(),
          " WHERE " + CopySql.row(plan.key()) + " IN (" + keys + ")");
    }

    void rows(long from, long to, List<Step> steps) {
      if (from < to) {
        if (shape.leavesOut || !others.isEmpty()) {
          completed(from, to, steps);
        } else {
          whole(from, to, steps);
        }
        gone(from, to, steps);
      }
    }

    /** Changes that tell all of their row. */
    private void whole(long from, long to, List<Step> steps) {
      List<String> cells = new ArrayList<>();
      for (PlannedColumn column : plan.published()) {
        cells.add(ChangeSql.value("", column));
      }
      steps.add(
          new Step(
              Role.CHANGE,
              insert(plan.names())
                  + "SELECT "
                  + String.join(", ", cells)
                  + ", "
                  + ChangeSql.KIND
                  + ", "
                  + position(ChangeSql.SEQUENCE)
                  + " FROM "
                  + sql.stage()
                  + " WHERE "
                  + ChangeSql.range(from, to)
                  + " AND "
                  + ChangeSql.KIND
                  + " IN ("
                  + ChangeKind.INSERT.code()
                  + ", "
                  + ChangeKind.UPDATE.code()
                  + ")"));
    }

    /** Changes of which some leave cells out. */
    private void completed(long from, long to, List<Step> steps) {
      String keys = ChangeSql.keyNames(plan, "");
      String events = ChangeSql.events(sql, plan, from, to);
      String life = " OVER (PARTITION BY " + keys + ", d ORDER BY q" + BEFORE;
      List<PlannedColumn> stream = ChangeSql.stream(plan);
      List<String> last = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      List<String> lacking = new ArrayList<>();
      for (int i = 0; i < stream.size(); i++) {
        PlannedColumn column = stream.get(i);
        if (!column.published()) {
          continue;
        }
        String told = "up AND NOT " + ChangeSql.carried(i);
        last.add(
            "argMaxIf(tuple("
                + ChangeSql.value("", column)
                + "), q, "
                + told
                + ")"
                + life
                + " AS v_"
                + i);
        last.add("countIf(" + told + ")" + life + " AS n_" + i);
        cells.add(
            "if(f.n_"
                + i
                + " > 0, tupleElement(f.v_"
                + i
                + ", 1), t."
                + Sql.name(column.name())
                + ")");
        lacking.add("f.n_" + i + " = 0");
      }
      others.forEach(name -> cells.add("t." + Sql.name(name)));
      // A row that was deleted in this stretch owes nothing to what the log had of its key.
      String joined =
          " FROM (SELECT * FROM (SELECT "
              + keys
              + ", q, d, up, "
              + ChangeSql.KIND
              + ", "
              + String.join(", ", last)
              + " FROM (SELECT *, sum(NOT up) OVER (PARTITION BY "
              + keys
              + " ORDER BY q"
              + BEFORE
              + " AS d FROM ("
              + events
              + "))) WHERE up) AS f LEFT JOIN (SELECT *, toUInt64(0) AS d, 1 AS there FROM ("
              + state("SELECT " + keys + " FROM (" + events + ")")
              + ")) AS t ON f.d = t.d AND "
              + ChangeSql.on(plan, "f.", "t.");
      steps.add(
          new Step(
              Role.REFUSE,
              "SELECT count()"
                  + joined
                  + " WHERE t.there = 0 AND ("
                  + String.join(" OR ", lacking)
                  + ")"));
      steps.add(
          new Step(
              Role.CHANGE,
              insert(written())
                  + "SELECT "
                  + String.join(", ", cells)
                  + ", f."
                  + ChangeSql.KIND
                  + ", "
                  + position("f.q")
                  + joined));
    }

    /** Keys that have no row any more. */
    private void gone(long from, long to, List<Step> steps) {
      steps.add(
          new Step(
              Role.CHANGE,
              insert(plan.key())
                  + "SELECT "
                  + ChangeSql.keyNames(plan, "")
                  + ", 'delete', "
                  + position("q")
                  + " FROM ("
                  + ChangeSql.events(sql, plan, from, to)
                  + ") WHERE NOT up"));
    }

    /** Every key that has a row loses it. */
    void truncate(long sequence, List<Step> steps) {
      steps.add(
          new Step(
              Role.CHANGE,
              insert(plan.key())
                  + "SELECT "
                  + Sql.names(plan.key())
                  + ", 'truncate', "
                  + position(Long.toString(sequence))
                  + " FROM ("
                  + ChangeLog.state(sql.copy(), plan.key(), plan.key(), "")
                  + ")"));
    }

    /** One change that moves a row to another key and tells some of its cells only. */
    void move(long sequence, List<Step> steps) {
      List<PlannedColumn> stream = ChangeSql.stream(plan);
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < stream.size(); i++) {
        PlannedColumn column = stream.get(i);
        if (column.published()) {
          cells.add(
              "if("
                  + ChangeSql.carried(i)
                  + ", t."
                  + Sql.name(column.name())
                  + ", "
                  + ChangeSql.value("s.", column)
                  + ")");
        }
      }
      others.forEach(name -> cells.add("t." + Sql.name(name)));
      String one = " FROM " + sql.stage() + " WHERE " + ChangeSql.SEQUENCE + " = " + sequence;
      String joined =
          " FROM (SELECT *"
              + one
              + ") AS s INNER JOIN ("
              + state("SELECT " + ChangeSql.keys(plan, true) + one)
              + ") AS t ON "
              + ChangeSql.onOld(plan, "s.", "t.");
      steps.add(new Step(Role.REFUSE, "SELECT 1 - count()" + joined));
      steps.add(
          new Step(
              Role.CHANGE,
              insert(written())
                  + "SELECT "
                  + String.join(", ", cells)
                  + ", "
                  + ChangeSql.KIND
                  + ", "
                  + position(ChangeSql.SEQUENCE)
                  + joined));
      steps.add(
          new Step(
              Role.CHANGE,
              insert(plan.key())
                  + "SELECT "
                  + ChangeSql.keys(plan, true)
                  + ", 'delete', "
                  + position(Long.toString(sequence))
                  + one));
    }
  }
}
