package dpone.connector.postgres.publish;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
      throw PgCode.INVALID_OPTION
          .error("replace needs strategy.where")
          .at(Place.stream(situation.load().stream()))
          .build();
    }
    Targets.refuseRowSecurity(situation);
    Targets.refuseReferenced(situation);
    refuseSenseless(situation, condition);
    return Choice.of(
        new DeleteInsert(condition),
        "publish: rows where "
            + condition.strip()
            + " are deleted and the stage's rows inserted, in one transaction, other writers"
            + " locked out");
  }

  /** A condition is planned by the server over a row of the stage, and thrown away. */
  private static void refuseSenseless(Situation situation, String condition) {
    String row =
        situation.columns().stream()
            .filter(PlannedColumn::published)
            .map(c -> "NULL::" + c.target().text() + " AS " + Sql.name(c.name()))
            .collect(Collectors.joining(", "));
    try {
      situation
          .session()
          .query(
              "EXPLAIN SELECT FROM (SELECT "
                  + row
                  + ") AS "
                  + Sql.name(situation.target().name())
                  + " WHERE "
                  + Sql.condition(condition),
              ignored -> true);
    } catch (DponeException failure) {
      throw failure.at(Place.field(situation.load().stream(), "strategy.where"));
    }
  }

  /**
   * Deletes by a condition, then inserts.
   *
   * @param condition the user's own, in the target's SQL
   */
  record DeleteInsert(String condition) implements Publisher {
    @Override
    public String text() {
      return "delete, then insert";
    }

    @Override
    public List<Step> prepare(Staged staged) {
      if (!staged.plan().key().isEmpty()) {
        staged.refuseDuplicateKeys();
      }
      refuseOutside(staged);
      List<Step> steps = steps(staged.plan(), staged.table());
      return staged.rows() > 0
          ? steps
          : Steps.of(staged.plan())
              .note("the stage is empty: rows under the condition are replaced by none")
              .followedBy(steps);
    }

    /** A row outside of the condition would never be replaced again. */
    private void refuseOutside(Staged staged) {
      PlannedStream plan = staged.plan();
      record Outside(String row, long rows) {}
      @Nullable Outside outside =
          staged
              .session()
              .first(
                  outside(plan, staged.table()),
                  row -> new Outside(row.getString(1), row.getLong(2)))
              .filter(o -> o.rows > 0)
              .orElse(null);
      if (outside != null) {
        String row = outside.row.length() > 200 ? outside.row.substring(0, 200) : outside.row;
        throw PgCode.OUTSIDE_CONDITION
            .error(
                outside.rows
                    + " rows of the load are not under strategy.where ("
                    + condition.strip()
                    + "), such as "
                    + row)
            .at(Place.stream(plan.stream()).row(row))
            .build();
      }
    }

    private String arrived(PlannedStream plan, TableName stage) {
      String cells =
          plan.published().stream()
              .map(c -> RowSql.staged(c) + " AS " + Sql.name(c.name()))
              .collect(Collectors.joining(", "));
      return "FROM (SELECT "
          + cells
          + " FROM "
          + stage.sql()
          + " AS s) AS "
          + Sql.name(plan.target().name())
          + " WHERE "
          + Sql.condition(condition)
          + " IS NOT TRUE";
    }

    private String outside(PlannedStream plan, TableName stage) {
      return "SELECT min("
          + Sql.name(plan.target().name())
          + "::text), count(*) "
          + arrived(plan, stage);
    }

    List<Step> steps(PlannedStream plan, TableName stage) {
      RowSql rows = new RowSql(plan, stage);
      Steps steps = Steps.afterSchema(plan).lockWriters();
      // The condition may speak of the time of day: what counts is the time of the publish.
      steps.add(
          Step.Role.GUARD,
          "SELECT 'a staged row is no longer under strategy.where' "
              + arrived(plan, stage)
              + " LIMIT 1");
      return steps
          .add(
              Step.Role.DELETE,
              "DELETE FROM " + rows.target() + " WHERE " + Sql.condition(condition))
          .add(Step.Role.INSERT, rows.insertAll())
          .thenDrop(stage);
    }
  }
}
