package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;

/** The same again. */
final class RerunScenarios {
  private static final List<LoadMode> MODES =
      List.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE);

  private RerunScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-2.three-runs", RerunScenarios::threeRuns));
  }

  private static String threeRuns(Trial trial) throws Exception {
    List<String> done = new ArrayList<>();
    for (LoadMode mode : MODES) {
      if (trial.modes().contains(mode)) {
        List<TestRow> rows = Samples.plain(1, 60);
        Load load = trial.load(Samples.table("rerun_" + mode.text()), rows, mode);
        for (int run = 1; run <= 3; run++) {
          load.run();
          load.expect("run " + run + " of 3 over an unchanged source", rows);
        }
        done.add(mode.text());
      }
    }
    Mismatch.unless(!done.isEmpty(), "no strategy of the sink is known to this suite");
    return "three runs each of " + String.join(", ", done);
  }
}
