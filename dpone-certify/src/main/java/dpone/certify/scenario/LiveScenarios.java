package dpone.certify.scenario;

import dpone.certify.catalogue.Applies;
import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kit against a system that somebody else runs. */
final class LiveScenarios {
  private LiveScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-1.live", LiveScenarios::live));
  }

  private static String live(Trial trial) throws Exception {
    if (!trial.system().live().isEmpty()) {
      return LiveReads.all(trial);
    }
    List<Scenario> kit =
        Stream.of(
                FullRefreshScenarios.all(),
                IncrementalScenarios.all(),
                LogScenarios.all(),
                RefusalScenarios.all(),
                RerunScenarios.all())
            .flatMap(List::stream)
            .toList();
    Applies.Traits traits =
        new Applies.Traits(
            trial.descriptor().roles(), trial.modes(), false, trial.route().increments());
    Set<String> applicable =
        Requirements.load().checks().stream()
            .filter(check -> check.applies().to(traits))
            .map(Check::id)
            .collect(Collectors.toSet());
    int passed = 0;
    for (Scenario scenario : kit) {
      if (applicable.contains(scenario.check())) {
        try {
          scenario.run(trial);
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
