package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Rows are inserted or updated by key. */
public final class IncrementalMerge implements Mode {
  /** How rows with a key that is there are replaced. */
  public static final Option OPTION =
      Option.of(
              "merge",
              OptionType.STRING,
              "How rows of a key that is there are replaced: delete_insert deletes them lightly,"
                  + " replacing leaves it to a ReplacingMergeTree ordered by the key, shadow_swap"
                  + " writes the rows that stay again, auto chooses by engine and share of rows.")
          .oneOf("auto", "delete_insert", "replacing", "shadow_swap")
          .defaultsTo("auto");

  /**
   * From this share of the target's rows on, writing the others again takes no longer, and reads
   * are faster afterwards. Measured by {@code bench/clickhouse-merge.sh}.
   */
  static final double REWRITE_SHARE = 0.7;

  IncrementalMerge() {}

  @Override
  public LoadMode mode() {
    return LoadMode.INCREMENTAL_MERGE;
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    TargetTable existing = situation.existing();
    if (existing == null) {
      return Choice.of(
          new FullRefresh.Fresh(),
          "publish: the target does not exist yet and is made with its rows");
    }
    String asked = situation.options().string(OPTION.name());
    boolean replaces = replaces(existing, situation.key());
    if (asked.equals("replacing") && !replaces) {
      throw ChCode.INVALID_OPTION
          .error(
              "sink.merge replacing needs a ReplacingMergeTree ordered by the key ("
                  + String.join(", ", situation.key())
                  + "), "
                  + situation.target()
                  + " is a "
                  + existing.engine()
                  + " ordered by ("
                  + existing.sortingKey()
                  + ")")
          .at(Place.stream(situation.load().stream()))
          .remedy("set sink.merge to auto, or change the target's engine")
          .build();
    }
    if (asked.equals("replacing") || (asked.equals("auto") && replaces)) {
      return Choice.of(
          new IncrementalAppend.Append("replacing"),
          "publish: the target is a "
              + existing.engine()
              + " ordered by the key, so that its merges, and FINAL in queries, leave the newest"
              + " row of each; the stage's parts are attached in one step");
    }
    if (asked.equals("auto") && existing.replicated()) {
      return Choice.of(
          new Merge("shadow_swap"),
          "publish: by writing the rows that stay again, since the replicas of the target do not have"
              + " the stage, by which rows would be deleted");
    }
    return Choice.of(
        new Merge(asked),
        switch (asked) {
          case "delete_insert" -> "publish: by lightweight delete, as the manifest says";
          case "shadow_swap" ->
              "publish: by writing the rows that stay again, as the manifest says";
          default ->
              "publish: on a copy of hard links, rows of the stage's keys are deleted lightly and the"
                  + " stage's parts attached; from a stage of "
                  + (int) (REWRITE_SHARE * 100)
                  + " % of the target's rows on, the rows that stay are written again instead; the"
                  + " copy takes the target's place in one step";
        });
  }

  private static boolean replaces(TargetTable existing, List<String> key) {
    Set<String> ordered =
        Set.copyOf(
            Arrays.stream(existing.sortingKey().split(", "))
                .map(name -> name.replace("`", ""))
                .toList());
    return existing.replaces() && ordered.equals(Set.copyOf(key));
  }

  /**
   * Deletes the keys of the stage from a copy, or leaves them out of it.
   *
   * @param how as the option has it
   */
  record Merge(String how) implements Publisher {
    @Override
    public String text() {
      return how.equals("auto") ? "merge" : how;
    }

    @Override
    public boolean deletesByStage() {
      return !how.equals("shadow_swap");
    }

    @Override
    public List<Step> prepare(Staged staged) {
      boolean rewrites =
          how.equals("shadow_swap")
              || (how.equals("auto") && staged.rows() >= REWRITE_SHARE * staged.targetRows());
      return rewrites ? rewrite(staged.sql(), staged.plan()) : delete(staged.sql());
    }

    static List<Step> delete(CopySql sql) {
      List<Step> steps = new ArrayList<>(sql.whole());
      steps.addAll(sql.delete(Role.SUPERSEDE, sql.keyIn(sql.stage()), -1));
      steps.add(sql.attach());
      return steps;
    }

    static List<Step> rewrite(CopySql sql, PlannedStream plan) {
      TargetTable existing = plan.existing();
      List<Step> steps = new ArrayList<>(sql.empty());
      if (existing != null) {
        String names =
            Sql.names(
                existing.columns().stream()
                    .filter(c -> !c.computed())
                    .map(TargetTable.Column::name)
                    .toList());
        steps.add(
            new Step(
                Role.KEEP,
                "INSERT INTO "
                    + sql.copy()
                    + " ("
                    + names
                    + ") SELECT "
                    + names
                    + " FROM "
                    + sql.target()
                    + " WHERE "
                    + sql.keyNotIn(sql.stage())));
      }
      steps.addAll(sql.alters());
      steps.add(sql.attach());
      return steps;
    }
  }
}
