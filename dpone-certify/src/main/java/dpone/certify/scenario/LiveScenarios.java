package dpone.certify.scenario;

import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kit against a system that somebody else runs. */
final class LiveScenarios {
  private static final Map<String, LoadMode> NEEDS =
      Map.of(
          "BETA-5.append", LoadMode.INCREMENTAL_APPEND, "BETA-5.merge", LoadMode.INCREMENTAL_MERGE);

  private LiveScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-1.live", LiveScenarios::live));
  }

  private static String live(Trial trial) throws Exception {
    List<Scenario> kit =
        Stream.of(
                FullRefreshScenarios.all(),
                IncrementalScenarios.all(),
                RefusalScenarios.all(),
                RerunScenarios.all())
            .flatMap(List::stream)
            .toList();
    int passed = 0;
    for (Scenario scenario : kit) {
      LoadMode needed = NEEDS.get(scenario.check());
      if (needed == null || trial.modes().contains(needed)) {
        try {
          scenario.body().run(trial);
          passed++;
        } catch (Mismatch mismatch) {
          throw new Mismatch(scenario.check() + ": " + mismatch.getMessage());
        } catch (Untried untried) {
          // What does not apply to this connector does not apply to its live system either.
        }
      }
    }
    Mismatch.unless(passed > 0, "nothing of the kit applies");
    return passed + " scenarios of the kit passed against the live system";
  }
}
