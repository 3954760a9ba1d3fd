package dpone.certify.scenario;

import dpone.certify.kit.TestTable;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;

/** What is not declared is refused. */
final class RefusalScenarios {
  private static final String REFUSAL = "UNSUPPORTED";

  private RefusalScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("BETA-5.undeclared-refused", RefusalScenarios::undeclared));
  }

  private static String undeclared(Trial trial) throws Exception {
    List<String> refused = new ArrayList<>();
    for (LoadMode mode : LoadMode.values()) {
      if (!trial.modes().contains(mode)) {
        refuse(trial, mode);
        refused.add(mode.text());
      }
    }
    return refused.isEmpty() ? "every mode is declared" : "refused: " + String.join(", ", refused);
  }

  private static void refuse(Trial trial, LoadMode mode) throws Exception {
    TestTable table = Samples.table("undeclared_" + mode.text());
    Load load = trial.load(table, Samples.plain(1, 5), mode);
    RunResult result = load.tryRun();
    Mismatch.unless(
        !result.succeeded(), "mode " + mode.text() + " is not declared and the run succeeded");
    Mismatch.unless(
        result.code().equals(REFUSAL),
        "mode "
            + mode.text()
            + " is not declared; expected "
            + REFUSAL
            + ", got "
            + result.message());
    Mismatch.unless(
        result.message().contains(mode.text()),
        "the refusal does not name the mode " + mode.text() + ": " + result.message());
    Mismatch.unless(
        !trial.route().sink().exists(load.target()),
        "the target exists although mode " + mode.text() + " was refused");
  }
}
