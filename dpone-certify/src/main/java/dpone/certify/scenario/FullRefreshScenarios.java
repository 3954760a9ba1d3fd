package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole tables. */
final class FullRefreshScenarios {
  private FullRefreshScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-5.full-refresh", Reads.EACH, FullRefreshScenarios::fullRefresh),
        new Scenario("BETA-5.large-read", FullRefreshScenarios::largeRead),
        new Scenario("BETA-5.second-full-refresh", FullRefreshScenarios::secondFullRefresh),
        new Scenario("BETA-5.accounting", FullRefreshScenarios::accounting));
  }

  private static String fullRefresh(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(trial.material().edges());
    rows.addAll(trial.material().plain(1, 200));
    Load load = trial.load(trial.material().table("refresh"), rows, trial.whole());
    load.run();
    load.expect("first run", rows);
    return rows.size() + " rows read back equal";
  }

  private static String largeRead(Trial trial) throws Exception {
    List<TestRow> rows = trial.material().many();
    Load load = trial.load(trial.material().table("large"), rows, trial.whole());
    Map<String, Object> manifest = load.manifest();
    if (trial.fixed()) {
      // The rows are as short as the system's are: with less memory they are many batches, too.
      PipelineText.group(manifest, "runtime").put("memory", "1MB");
    }
    RunResult run = trial.run(manifest);
    Mismatch.unless(run.succeeded(), "a read of many batches failed: " + run.message());
    load.expect("read of many batches", rows);
    return rows.size() + " rows of many batches read back equal";
  }

  private static String secondFullRefresh(Trial trial) throws Exception {
    Material material = trial.material();
    List<TestRow> rows = material.plain(1, 50);
    Load load = trial.load(material.table("again"), rows, LoadMode.FULL_REFRESH);
    load.run();
    int next = material.after(49);
    List<TestRow> added = material.plain(next, next + 1);
    List<TestRow> after = new ArrayList<>(rows);
    if (material.updated() || trial.route().ofLogs()) {
      TestRow changed = material.changed(rows.get(1), "changed");
      load.update(List.of(changed));
      after.add(changed);
    }
    if (material.updated()) {
      after.remove(1);
    }
    if (material.deleted()) {
      after.removeFirst();
      load.delete(rows.subList(0, 1));
    }
    after.addAll(added);
    load.insert(added);
    load.run();
    load.expect("second run over a changed source", after);
    load.run();
    load.expect("third run over the same source", after);
    return "a changed source arrived with the second run";
  }

  private static String accounting(Trial trial) throws Exception {
    int rows = 1_234;
    Material material = trial.material();
    Load load = trial.load(material.table("counts"), material.plain(0, rows), trial.whole());
    RunResult result = load.run();
    long found = trial.route().sink().rows(load.table(), load.target()).size();
    counts(result, "rowsRead", rows);
    counts(result, "rowsWritten", rows);
    counts(result, "rowsRejected", 0);
    counts(result, "rowsFiltered", 0);
    Mismatch.unless(found == rows, "the system itself counts " + found + " rows, sent " + rows);
    return rows + " rows by source, sink, receipt and the system itself";
  }

  private static void counts(RunResult result, String field, long expected) throws Mismatch {
    Mismatch.unless(
        result.count(field) == expected,
        "the receipt's " + field + " is " + result.count(field) + ", expected " + expected);
  }
}
