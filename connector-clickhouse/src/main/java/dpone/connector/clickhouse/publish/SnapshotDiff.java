package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The target is made equal to a whole snapshot by key, with the fewest changes. */
final class SnapshotDiff implements Mode {
  static final String MAX_DELETE_RATIO = "max_delete_ratio";
  static final String ALLOW_EMPTY = "allow_empty";
  private static final String STANDARD_RATIO = "0.05";

  @Override
  public LoadMode mode() {
    return LoadMode.SNAPSHOT_DIFF;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(MAX_DELETE_RATIO, ALLOW_EMPTY);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    Map<String, String> parameters = situation.load().strategy().parameters();
    BigDecimal ratio =
        ratio(situation.load(), parameters.getOrDefault(MAX_DELETE_RATIO, STANDARD_RATIO));
    boolean allowEmpty = parameters.getOrDefault(ALLOW_EMPTY, "false").equals("true");
    if (situation.existing() == null) {
      return Choice.of(
          new FullRefresh.Fresh(),
          "publish: the target does not exist yet and is made with its rows");
    }
    return Choice.of(
        new Diff(ratio, allowEmpty),
        "publish: on a copy of hard links, vanished and changed rows are deleted lightly, changed and"
            + " new ones inserted; the copy takes the target's place in one step",
        "guard: more than "
            + ratio.stripTrailingZeros().toPlainString()
            + " of the target's rows missing fails the load"
            + (allowEmpty ? "" : ", and so does a snapshot without rows"));
  }

  private static BigDecimal ratio(StreamLoad load, String text) {
    try {
      BigDecimal ratio = new BigDecimal(text.strip());
      if (ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0) {
        return ratio;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, together with numbers out of range.
    }
    throw ChCode.INVALID_OPTION
        .error("strategy.max_delete_ratio must be a number from 0 to 1, not " + text)
        .at(Place.stream(load.stream()))
        .build();
  }

  /**
   * Delete, then insert.
   *
   * @param ratio largest share of the target's rows that may vanish
   * @param allowEmpty whether all of them may, when nothing is staged
   */
  record Diff(BigDecimal ratio, boolean allowEmpty) implements Publisher {
    @Override
    public String text() {
      return "delete, then insert";
    }

    @Override
    public boolean deletesByStage() {
      return true;
    }

    @Override
    public List<Step> prepare(Staged staged) {
      return steps(staged.sql(), staged.plan(), allowed(staged));
    }

    /** How many rows may vanish; fails when that would not be enough. */
    private long allowed(Staged staged) {
      if (staged.rows() == 0) {
        if (staged.targetRows() > 0 && !allowEmpty) {
          throw ChCode.EMPTY_SNAPSHOT
              .error("the snapshot has no row and the target " + staged.targetRows())
              .at(Place.stream(staged.plan().stream()))
              .build();
        }
        return -1;
      }
      CopySql sql = staged.sql();
      long vanished =
          staged.number(
              "SELECT count() FROM " + sql.target() + " WHERE " + sql.keyNotIn(sql.stage()));
      long allowed =
          ratio
              .multiply(BigDecimal.valueOf(staged.targetRows()))
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact();
      if (vanished > allowed) {
        throw ChCode.TOO_MANY_DELETES
            .error(
                vanished
                    + " of the target's "
                    + staged.targetRows()
                    + " rows are not in the snapshot, at most "
                    + allowed
                    + " may be deleted ("
                    + ratio.stripTrailingZeros().toPlainString()
                    + ")")
            .at(Place.stream(staged.plan().stream()))
            .build();
      }
      return allowed;
    }

    static List<Step> steps(CopySql sql, PlannedStream plan, long atMost) {
      List<Step> steps = new ArrayList<>(sql.whole());
      steps.addAll(sql.delete(Role.DELETE, sql.keyNotIn(sql.stage()), atMost));
      String same = sql.same(plan.values());
      if (!plan.values().isEmpty()) {
        steps.addAll(
            sql.delete(
                Role.SUPERSEDE,
                same + " NOT IN (SELECT " + same + " FROM " + sql.stage() + ")",
                -1));
      }
      steps.add(
          new Step(
              Role.ADD,
              sql.insert(List.of())
                  + "SELECT "
                  + Sql.names(plan.names())
                  + " FROM "
                  + sql.stage()
                  + " WHERE "
                  + sql.keyNotIn(sql.copy())));
      return steps;
    }
  }
}
