package dpone.connector.clickhouse.publish;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;

/** The target becomes what was read. */
final class FullRefresh implements Mode {
  @Override
  public LoadMode mode() {
    return LoadMode.FULL_REFRESH;
  }

  @Override
  public List<String> key(StreamLoad load) {
    List<String> key = Keys.optional(load);
    return key.isEmpty() ? load.schema().key() : key;
  }

  @Override
  public Choice choose(Situation situation) {
    return situation.existing() == null
        ? Choice.of(new Fresh(), "publish: the target does not exist yet and is made with its rows")
        : Choice.of(
            new Fresh(),
            "publish: a table of the target's definition takes its place in one step, EXCHANGE"
                + " TABLES; views and grants go by name and stay");
  }

  /** A new table with nothing but the stage's rows. */
  record Fresh() implements Publisher {
    @Override
    public String text() {
      return "exchange";
    }

    @Override
    public List<Step> prepare(Staged staged) {
      return steps(staged.sql());
    }

    static List<Step> steps(CopySql sql) {
      List<Step> steps = new ArrayList<>(sql.empty());
      steps.addAll(sql.alters());
      steps.add(sql.attach());
      return steps;
    }
  }
}
