package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;

/** Whole tables. */
final class FullRefreshScenarios {
  // A prime: a round number would be a whole number of batches, and a lost last part unseen.
  private static final int LARGE = 30_011;

  private FullRefreshScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-5.full-refresh", FullRefreshScenarios::fullRefresh),
        new Scenario("BETA-5.large-read", FullRefreshScenarios::largeRead),
        new Scenario("BETA-5.second-full-refresh", FullRefreshScenarios::secondFullRefresh),
        new Scenario("BETA-5.accounting", FullRefreshScenarios::accounting));
  }

  private static String fullRefresh(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.extremes(trial.route().source().days()));
    rows.addAll(Samples.plain(1, 200));
    Load load = trial.load(Samples.table("refresh"), rows, trial.whole());
    load.run();
    load.expect("first run", rows);
    return rows.size() + " rows read back equal";
  }

  private static String largeRead(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    for (TestRow row : Samples.plain(1, LARGE + 1)) {
      rows.add(Samples.renamed(row, row.cell(2) + " " + "x".repeat(500)));
    }
    Load load = trial.load(Samples.table("large"), rows, trial.whole());
    load.run();
    load.expect("read of many batches", rows);
    return rows.size() + " rows of half a kilobyte read back equal";
  }

  private static String secondFullRefresh(Trial trial) throws Exception {
    List<TestRow> rows = Samples.plain(1, 50);
    Load load = trial.load(Samples.table("again"), rows, LoadMode.FULL_REFRESH);
    load.run();
    TestRow changed = Samples.renamed(rows.get(1), "changed");
    TestRow added = Samples.plain(500, 501).getFirst();
    List<TestRow> after = new ArrayList<>(rows);
    if (trial.route().ofLogs()) {
      after.add(changed);
    } else {
      after.set(1, changed);
      after.removeFirst();
      load.delete(rows.subList(0, 1));
    }
    after.add(added);
    load.update(List.of(changed));
    load.insert(List.of(added));
    load.run();
    load.expect("second run over a changed source", after);
    load.run();
    load.expect("third run over the same source", after);
    return "a changed source arrived with the second run";
  }

  private static String accounting(Trial trial) throws Exception {
    int rows = 1_234;
    Load load = trial.load(Samples.table("counts"), Samples.plain(0, rows), trial.whole());
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
