package dpone.certify.scenario;

import dpone.certify.kit.LogTables;
import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads of streams that have an order of their own, which go on at a position in it. */
final class LogScenarios {
  private static final int ROUNDS = 4;
  private static final int CUT = 40;
  private static final int CUT_ROWS = 250;
  private static final int MOST_RUNS = CUT_ROWS;

  private LogScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-4.appended", LogScenarios::appended),
        new Scenario("BETA-4.gaps", LogScenarios::gaps),
        new Scenario("BETA-4.cut", LogScenarios::cut));
  }

  /** Streams whose columns are fixed are no log, even where they know their own order. */
  private static void checkLog(Trial trial) throws Untried {
    if (trial.fixed()) {
      throw Untried.notApplicable("what it reads are streams of the system's own and no log");
    }
  }

  private static LogTables log(Trial trial) throws Untried {
    checkLog(trial);
    return trial
        .system()
        .log()
        .orElseThrow(() -> Untried.missing("its fixture has no ways to treat a log"));
  }

  /** Once to all parts, once to a few or one, and once to none. */
  private static String appended(Trial trial) throws Exception {
    checkLog(trial);
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 300));
    LoadMode mode = IncrementalScenarios.incremental(trial);
    Load load = trial.load(Samples.table("appended"), rows, mode);
    load.run();
    load.expect("first run", rows);
    for (int round = 1; round <= ROUNDS; round++) {
      int first = 1_000 * round;
      List<TestRow> more = Samples.plain(first, first + (round % 2 == 0 ? 1 : 50));
      load.insert(more);
      rows.addAll(more);
      RunResult run = load.run();
      load.expect("after round " + round + " of rows that were added", rows);
      Mismatch.unless(
          run.count("rowsRead") == more.size(),
          "round " + round + " read " + run.count("rowsRead") + " rows, new are " + more.size());
    }
    return rows.size() + " rows, each read once in " + (ROUNDS + 1) + " runs";
  }

  private static String gaps(Trial trial) throws Exception {
    LogTables log = log(trial);
    LoadMode mode = IncrementalScenarios.incremental(trial);
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 60));
    Load load = trial.load(Samples.table("gaps"), rows, mode);
    log.gap(load.table());
    load.run();
    load.expect("a gap at the end", rows);
    load.run();
    load.expect("nothing behind the gap", rows);
    List<TestRow> more = Samples.plain(100, 160);
    load.insert(more);
    rows.addAll(more);
    log.gap(load.table());
    load.run();
    load.expect("rows behind the gap", rows);
    Load anew = load.beside("gaps_anew", mode);
    Map<String, Object> again = anew.manifest();
    again.put("name", anew.name() + "_anew");
    RunResult run = trial.run(again);
    Mismatch.unless(run.succeeded(), "a read across gaps failed: " + run.message());
    anew.expect("gaps in the middle", rows);
    Load empty = trial.load(Samples.table("gap_only"), List.of(), mode);
    log.gap(empty.table());
    empty.run();
    List<TestRow> late = Samples.plain(1, 10);
    empty.insert(late);
    empty.run();
    empty.expect("rows after a log of gaps only", late);
    return "gaps at the end, in the middle and alone: nothing lost, nothing read twice";
  }

  private static String cut(Trial trial) throws Exception {
    Map<String, Object> options = log(trial).cut(CUT);
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, CUT_ROWS + 1));
    Load load = trial.load(Samples.table("cut"), rows, IncrementalScenarios.incremental(trial));
    Map<String, Object> manifest = load.manifest();
    PipelineText.group(manifest, "source").putAll(options);
    int loads = 0;
    long read = 0;
    for (int run = 1; run <= MOST_RUNS && read < rows.size(); run++) {
      RunResult result = trial.run(manifest);
      Mismatch.unless(result.succeeded(), "run " + run + " failed: " + result.message());
      Mismatch.unless(
          result.count("rowsRead") > 0,
          "run " + run + " read nothing, and " + (rows.size() - read) + " rows are left");
      read += result.count("rowsRead");
      loads += (int) (result.count("completedAfter") - result.count("completedBefore"));
    }
    load.expect("reads that were cut and went on", rows);
    Mismatch.unless(loads > 1, "the read was never cut");
    trial.observed().fault("cut", "after about " + CUT + " rows");
    List<TestRow> more = Samples.plain(1_000, 1_010);
    load.insert(more);
    rows.addAll(more);
    RunResult last = trial.run(manifest);
    Mismatch.unless(last.succeeded(), "the run after them failed: " + last.message());
    load.expect("new rows after reads that were cut", rows);
    return rows.size() + " rows in " + loads + " loads that each went on where the last was cut";
  }
}
