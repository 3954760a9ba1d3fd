package dpone.certify.scenario;

import dpone.certify.kit.TestTable;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Schemas that differ, under every policy, held against the table of the connector's page. */
final class DriftScenarios {
  /** One that keeps the target's rows and one that replaces them. */
  private static final List<LoadMode> MODES =
      List.of(LoadMode.INCREMENTAL_APPEND, LoadMode.FULL_REFRESH);

  private static final int SHOWN = 5;

  private DriftScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-4.classes-by-policies", DriftScenarios::classesByPolicies));
  }

  private static String classesByPolicies(Trial trial) throws Exception {
    Map<DocumentedDrift.Case, DocumentedDrift> documented = DocumentedDrift.of(trial);
    List<LoadMode> modes = MODES.stream().filter(trial.modes()::contains).toList();
    if (modes.isEmpty()) {
      throw Untried.missing("no strategy of the sink is known to this suite");
    }
    int tried = 0;
    List<String> wrong = new ArrayList<>();
    for (DriftClass drift : DriftClass.values()) {
      DriftExample example = DriftExample.of(drift);
      TestTable source = example.source("drift_" + drift.text());
      String stream = trial.route().source().create(source);
      trial.route().source().insert(source, example.sent());
      for (DriftPolicy policy : DriftPolicy.values()) {
        DocumentedDrift said =
            Objects.requireNonNull(documented.get(new DocumentedDrift.Case(drift, policy)));
        for (LoadMode mode : modes) {
          try {
            new DriftLoad(trial, example, drift, policy, mode, source, stream).hold(said);
          } catch (Mismatch mismatch) {
            wrong.add(
                drift.text()
                    + " under "
                    + policy.text()
                    + ", "
                    + mode.text()
                    + ": "
                    + mismatch.getMessage());
          }
          tried++;
        }
      }
    }
    Mismatch.unless(
        wrong.isEmpty(),
        wrong.size()
            + " of "
            + tried
            + " loads differ from the page: "
            + String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size()))));
    return tried
        + " loads, "
        + DriftClass.values().length
        + " classes of drift under each policy, in "
        + String.join(" and ", modes.stream().map(LoadMode::text).toList())
        + ", all as the page says";
  }
}
