package dpone.connector.clickhouse.publish;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;

/** New rows are added; none is changed. */
final class IncrementalAppend implements Mode {
  @Override
  public LoadMode mode() {
    return LoadMode.INCREMENTAL_APPEND;
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.optional(load);
  }

  @Override
  public Choice choose(Situation situation) {
    return situation.existing() == null
        ? Choice.of(
            new FullRefresh.Fresh(),
            "publish: the target does not exist yet and is made with its rows")
        : Choice.of(
            new Append("append"),
            "publish: the stage's parts are attached to a copy of the target, made of hard links,"
                + " which takes its place in one step, so that no reader sees a part of the load");
  }

  /**
   * The target's rows and those of the stage.
   *
   * @param text the name in plans
   */
  record Append(String text) implements Publisher {
    @Override
    public List<Step> prepare(Staged staged) {
      return steps(staged.sql());
    }

    static List<Step> steps(CopySql sql) {
      List<Step> steps = new ArrayList<>(sql.whole());
      steps.add(sql.attach());
      return steps;
    }
  }
}
