package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads that go on where the last one ended. */
final class IncrementalScenarios {
  private static final int TIES = 5_000;
  private static final long BOUNDARY = 7;

  private IncrementalScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-4.ties", IncrementalScenarios::ties),
        new Scenario("BETA-4.empty-then-new", IncrementalScenarios::emptyReadKeepsPosition),
        new Scenario("BETA-4.late-rows", IncrementalScenarios::lateRows),
        new Scenario("BETA-5.empty-then-new", IncrementalScenarios::newAfterEmpty),
        new Scenario("BETA-5.append", IncrementalScenarios::append),
        new Scenario("BETA-5.merge", IncrementalScenarios::merge));
  }

  private static String ties(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.tied(1, 20, 3));
    rows.addAll(Samples.tied(20, 20 + TIES, BOUNDARY));
    Load load = trial.load(Samples.table("ties"), rows, incremental(trial));
    load.run();
    load.expect("first run", rows);
    List<TestRow> more = new ArrayList<>(Samples.tied(10_000, 10_500, BOUNDARY));
    more.addAll(Samples.tied(10_500, 10_510, BOUNDARY + 1));
    load.insert(more);
    rows.addAll(more);
    load.run();
    load.expect("after new rows with the boundary's cursor value", rows);
    load.run();
    load.expect("run without new rows", rows);
    return TIES + " rows at one cursor value, 500 more added at the same value, each came once";
  }

  private static String emptyReadKeepsPosition(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 40));
    Load load = trial.load(Samples.table("quiet"), rows, incremental(trial));
    load.run();
    RunResult quiet = load.run();
    Mismatch.unless(
        quiet.count("rowsWritten") <= 0 || load.mode() == LoadMode.INCREMENTAL_MERGE,
        "a run without new rows wrote " + quiet.count("rowsWritten"));
    List<TestRow> more = Samples.plain(40, 45);
    load.insert(more);
    rows.addAll(more);
    load.run();
    load.expect("new rows after a read that found nothing", rows);
    return "the position survived a read that found nothing";
  }

  private static String lateRows(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.tied(1, 20, BOUNDARY));
    Load load = trial.load(Samples.table("late"), rows, incremental(trial));
    load.run();
    TestRow late = Samples.tied(100, 101, BOUNDARY - 2).getFirst();
    load.insert(List.of(late));
    load.run();
    long found = trial.route().sink().rows(load.table(), load.target()).size();
    if (found == rows.size()) {
      boolean said =
          trial.descriptor().certification().limitations().stream()
              .anyMatch(l -> l.toLowerCase(Locale.ROOT).contains("late"));
      Mismatch.unless(
          said,
          "a late row, older than the position, is not read and no limitation of the descriptor"
              + " mentions late rows");
      return "late rows are not read; the descriptor says so";
    }
    rows.add(late);
    load.expect("after a late row", rows);
    return "a late row came";
  }

  private static String newAfterEmpty(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    Load load = trial.load(Samples.table("first_empty"), rows, incremental(trial));
    load.run();
    List<TestRow> first = Samples.plain(1, 10);
    load.insert(first);
    rows.addAll(first);
    load.run();
    load.expect("rows after an empty first run", rows);
    return "rows that came after an empty first run arrived";
  }

  private static String append(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 30));
    Load load = trial.load(Samples.table("append"), rows, LoadMode.INCREMENTAL_APPEND);
    load.run();
    List<TestRow> more = Samples.plain(30, 37);
    if (!trial.route().ofLogs()) {
      // Its cursor does not move, so an append must not see it.
      load.update(List.of(Samples.renamed(rows.get(3), "unseen change")));
    }
    load.insert(more);
    rows.addAll(more);
    RunResult second = load.run();
    load.expect("second run", rows);
    Mismatch.unless(
        second.count("rowsWritten") == more.size(),
        "the second append wrote " + second.count("rowsWritten") + " rows, new are " + more.size());
    return "7 new rows were added, 29 old ones left alone";
  }

  private static String merge(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 30));
    Load load = trial.load(Samples.table("merge"), rows, LoadMode.INCREMENTAL_MERGE);
    load.run();
    boolean infers = !trial.route().ofLogs();
    if (infers) {
      load.delete(rows.subList(0, 1));
    }
    List<TestRow> changed = new ArrayList<>();
    for (int i = 5; i < 9; i++) {
      TestRow row = Samples.cursor(Samples.renamed(rows.get(i), "changed " + i), 1_000 + i);
      rows.set(i, row);
      changed.add(row);
    }
    load.update(changed);
    List<TestRow> added = Samples.plain(2_000, 2_003);
    load.insert(added);
    rows.addAll(added);
    load.run();
    load.expect("4 updated, 3 inserted" + (infers ? ", 1 deleted at the source" : ""), rows);
    return "4 updates and 3 inserts by key"
        + (infers ? "; the row deleted at the source stayed" : "");
  }

  static LoadMode incremental(Trial trial) {
    return trial.modes().contains(LoadMode.INCREMENTAL_APPEND)
        ? LoadMode.INCREMENTAL_APPEND
        : LoadMode.INCREMENTAL_MERGE;
  }
}
