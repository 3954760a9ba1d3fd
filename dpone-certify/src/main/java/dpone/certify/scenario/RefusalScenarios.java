package dpone.certify.scenario;

import dpone.certify.kit.TestTable;
import dpone.spi.Role;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is not declared is refused. */
final class RefusalScenarios {
  private static final String REFUSAL = "UNSUPPORTED";

  private RefusalScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("BETA-5.undeclared-refused", RefusalScenarios::undeclared));
  }

  private static String undeclared(Trial trial) throws Exception {
    List<String> refused = new ArrayList<>();
    if (trial.route().both() || trial.onlyWrites()) {
      for (LoadMode mode : LoadMode.values()) {
        if (!trial.modes().contains(mode)) {
          refuse(trial, mode);
          refused.add(mode.text());
        }
      }
      contradiction(trial);
    }
    roles(trial, refused);
    return refused.isEmpty()
        ? "every role and mode is declared"
        : "refused: " + String.join(", ", refused);
  }

  /** What a sink has cannot be missing for a reason. */
  private static void contradiction(Trial trial) throws Mismatch {
    for (LoadMode mode : trial.reasons().keySet()) {
      Mismatch.unless(
          !trial.modes().contains(mode),
          "mode " + mode.text() + " is declared, and a reason is given why it is missing");
    }
  }

  private static void refuse(Trial trial, LoadMode mode) throws Exception {
    TestTable table = trial.material().table("undeclared_" + mode.text());
    Load load = trial.load(table, trial.material().plain(1, 5), mode);
    RunResult result = refused(load, load.manifest(), "mode " + mode.text(), mode.text());
    String reason = trial.reasons().getOrDefault(mode, "");
    Mismatch.unless(
        result.message().contains(reason),
        "the refusal of mode "
            + mode.text()
            + " does not give the reason '"
            + reason
            + "': "
            + result.message());
  }

  /** Roles of a source and a sink are those of the route itself. */
  private static void roles(Trial trial, List<String> refused) throws Exception {
    Set<Role> roles = trial.descriptor().roles();
    if (!roles.contains(Role.SINK)) {
      Load load = load(trial, "no_sink", trial.whole());
      Map<String, Object> manifest = load.manifest();
      Map<String, Object> sink = PipelineText.group(manifest, "sink");
      sink.put("type", trial.connector().id());
      sink.put("connection", new LinkedHashMap<>(trial.route().sourceConnection()));
      refused(load, manifest, "role sink", Role.SINK.text());
      refused.add("role sink");
    }
    if (!roles.contains(Role.STATE)) {
      Load load = load(trial, "no_state", trial.whole());
      Map<String, Object> manifest = load.manifest();
      Map<String, Object> state = PipelineText.group(manifest, "state");
      state.put("type", trial.connector().id());
      state.put("connection", new LinkedHashMap<>(trial.route().sourceConnection()));
      refused(load, manifest, "role state", Role.STATE.text());
      refused.add("role state");
    }
    if (trial.onlyWrites()) {
      Load load = load(trial, "no_source", trial.whole());
      Map<String, Object> manifest = load.manifest();
      Map<String, Object> source = PipelineText.group(manifest, "source");
      source.put("type", trial.connector().id());
      source.put("connection", new LinkedHashMap<>(trial.route().sinkConnection()));
      refused(load, manifest, "role source", Role.SOURCE.text());
      refused.add("role source");
      // Changes are read by sources alone.
      return;
    }
    // Without the mode at its own sink it is the mode that is refused, which has been seen.
    boolean seen = trial.route().both() && !trial.modes().contains(LoadMode.CDC_APPLY);
    if (!roles.contains(Role.CDC) && !seen) {
      Load load = load(trial, "no_cdc", LoadMode.CDC_APPLY);
      refused(load, load.manifest(), "role cdc", Role.CDC.text());
      refused.add("role cdc");
    }
  }

  private static Load load(Trial trial, String name, LoadMode mode) throws Exception {
    Material material = trial.material();
    return trial.load(material.table(name), material.plain(1, 5), mode);
  }

  private static RunResult refused(
      Load load, Map<String, Object> manifest, String what, String named) throws Exception {
    RunResult result = load.trial().run(manifest);
    Mismatch.unless(!result.succeeded(), what + " is not declared and the run succeeded");
    Mismatch.unless(
        result.code().equals(REFUSAL),
        what + " is not declared; expected " + REFUSAL + ", got " + result.message());
    Mismatch.unless(
        result.message().contains(named),
        "the refusal does not name " + what + ": " + result.message());
    Mismatch.unless(
        !load.trial().route().sink().exists(load.target()),
        "the target exists although " + what + " was refused");
    return result;
  }
}
