package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows whose value of one column occurs in the load are replaced, whole partitions at once. */
final class PartitionReplace implements Mode {
  private static final String PARTITION_BY = "partition_by";

  @Override
  public LoadMode mode() {
    return LoadMode.PARTITION_REPLACE;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(PARTITION_BY);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.optional(load);
  }

  @Override
  public Choice choose(Situation situation) {
    String column = situation.load().strategy().parameters().getOrDefault(PARTITION_BY, "");
    if (situation.columns().stream().noneMatch(c -> c.published() && c.name().equals(column))) {
      throw ChCode.COLUMN_NOT_FOUND
          .error("strategy.partition_by names " + column + ", which is not loaded")
          .at(Place.field(situation.load().stream(), column))
          .build();
    }
    if (situation.existing() == null) {
      return Choice.of(
          new FullRefresh.Fresh(),
          "publish: the target does not exist yet and is made with its rows");
    }
    boolean whole = situation.existing().partitionKey().replace("`", "").equals(column);
    return whole
        ? Choice.of(
            new Partitions(column, true),
            "publish: on a copy of hard links, each partition in the load is replaced by the"
                + " stage's; the copy takes the target's place in one step, all partitions at once")
        : Choice.of(
            new Partitions(column, false),
            "publish: on a copy of hard links, rows whose "
                + column
                + " is in the load are deleted lightly and the stage's parts attached, since the"
                + " target is partitioned by "
                + (situation.existing().partitionKey().isEmpty()
                    ? "nothing"
                    : situation.existing().partitionKey())
                + "; the copy takes the target's place in one step");
  }

  /**
   * Replaces by value.
   *
   * @param column whose values are replaced
   * @param whole whether a value is a partition of the target
   */
  record Partitions(String column, boolean whole) implements Publisher {
    @Override
    public String text() {
      return whole ? "replace partitions" : "delete by value, then attach";
    }

    @Override
    public boolean deletesByStage() {
      return !whole;
    }

    @Override
    public List<Step> prepare(Staged staged) {
      if (!whole) {
        return byValue(staged.sql());
      }
      List<String> ids =
          staged
              .server()
              .rows(
                  "SELECT DISTINCT partition_id FROM system.parts WHERE active AND database = "
                      + Sql.text(staged.table().database())
                      + " AND table = "
                      + Sql.text(staged.table().name())
                      + " ORDER BY 1")
              .stream()
              .map(row -> String.valueOf(row.get(0)))
              .toList();
      return byPartition(staged.sql(), ids);
    }

    static List<Step> byPartition(CopySql sql, List<String> ids) {
      List<Step> steps = new ArrayList<>(sql.whole());
      for (String id : ids) {
        steps.add(
            new Step(
                Role.DELETE, "ALTER TABLE " + sql.copy() + " DROP PARTITION ID " + Sql.text(id)));
      }
      steps.add(sql.attach());
      return steps;
    }

    List<Step> byValue(CopySql sql) {
      String name = Sql.name(column);
      List<Step> steps = new ArrayList<>(sql.whole());
      steps.addAll(
          sql.delete(
              Role.DELETE,
              "ifNull("
                  + name
                  + " IN (SELECT "
                  + name
                  + " FROM "
                  + sql.stage()
                  + "), 0) OR ("
                  + name
                  + " IS NULL AND (SELECT countIf("
                  + name
                  + " IS NULL) FROM "
                  + sql.stage()
                  + ") > 0)",
              -1));
      steps.add(sql.attach());
      return steps;
    }
  }
}
