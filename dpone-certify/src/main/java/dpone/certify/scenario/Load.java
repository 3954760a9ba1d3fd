package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.sink.LoadMode;
import java.util.List;

/**
 * One pipeline of a scenario, run as often as the scenario wants.
 *
 * @param trial what it works with
 * @param table columns and key
 * @param stream name at the source
 * @param target name at the sink
 * @param mode how it is applied
 */
record Load(Trial trial, TestTable table, String stream, String target, LoadMode mode) {
  /** Runs it and refuses a failure. */
  RunResult run() throws Exception {
    RunResult result = tryRun();
    Mismatch.unless(
        result.succeeded(), "the run of mode " + mode.text() + " failed: " + result.message());
    return result;
  }

  /** Runs it, whatever comes of it. */
  RunResult tryRun() throws Exception {
    String name = "certify_" + table.name() + "_" + mode.text();
    return trial.run(name, trial.manifest(name, stream, target, mode, table.key()));
  }

  void insert(List<TestRow> rows) throws Exception {
    trial.route().source().insert(table, rows);
  }

  void update(List<TestRow> rows) throws Exception {
    trial.route().source().update(table, rows);
  }

  void delete(List<TestRow> rows) throws Exception {
    trial.route().source().delete(table, rows);
  }

  /** Reads the target back through the independent client and compares. */
  void expect(String when, List<TestRow> rows) throws Exception {
    List<TestRow> found = trial.route().sink().rows(table, target);
    List<String> differences = Differences.of(table, rows, found);
    Mismatch.unless(
        differences.isEmpty(), mode.text() + ", " + when + ": " + String.join("; ", differences));
  }
}
