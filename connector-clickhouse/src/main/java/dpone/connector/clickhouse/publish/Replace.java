package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of the target under a condition are replaced. */
final class Replace implements Mode {
  static final String WHERE = "where";

  @Override
  public LoadMode mode() {
    return LoadMode.REPLACE;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(WHERE);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.optional(load);
  }

  @Override
  public Choice choose(Situation situation) {
    String condition = situation.load().strategy().parameters().get(WHERE);
    if (condition == null || condition.isBlank()) {
      throw ChCode.INVALID_OPTION
          .error("replace needs strategy.where")
          .at(Place.stream(situation.load().stream()))
          .remedy("write the condition in ClickHouse's SQL")
          .build();
    }
    if (situation.existing() != null) {
      try {
        situation
            .server()
            .rows(
                "EXPLAIN PLAN SELECT 1 FROM "
                    + situation.target().sql()
                    + " WHERE "
                    + Sql.condition(condition));
      } catch (DponeException failure) {
        throw failure.at(Place.field(situation.load().stream(), "strategy.where"));
      }
    }
    return Choice.of(
        new DeleteInsert(condition),
        "publish: on a copy of hard links, rows where "
            + condition.strip()
            + " are deleted lightly and the stage's parts attached; the copy takes the target's place"
            + " in one step");
  }

  /**
   * Deletes by a condition, then attaches.
   *
   * @param condition the user's own, in ClickHouse's SQL
   */
  record DeleteInsert(String condition) implements Publisher {
    @Override
    public String text() {
      return "delete, then attach";
    }

    @Override
    public List<Step> prepare(Staged staged) {
      refuseOutside(staged);
      return steps(staged.sql(), staged.plan());
    }

    /** A row outside of the condition would never be replaced again. */
    private void refuseOutside(Staged staged) {
      var found =
          staged
              .server()
              .rows(
                  "SELECT count(), any(toString(tuple("
                      + Sql.names(staged.plan().names())
                      + "))) FROM "
                      + staged.table().sql()
                      + " WHERE NOT ifNull("
                      + Sql.condition(condition)
                      + ", 0)")
              .get(0);
      if (!"0".equals(found.get(0))) {
        throw ChCode.OUTSIDE_CONDITION
            .error(
                found.get(0)
                    + " rows of the load are not under strategy.where ("
                    + condition.strip()
                    + "), such as "
                    + found.get(1))
            .at(Place.stream(staged.plan().stream()))
            .build();
      }
    }

    List<Step> steps(CopySql sql, PlannedStream plan) {
      List<Step> steps = new ArrayList<>(sql.whole());
      if (plan.existing() != null) {
        steps.addAll(sql.delete(Role.DELETE, Sql.condition(condition), -1));
      }
      steps.add(sql.attach());
      return steps;
    }
  }
}
