package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pipeline of a scenario, run as often as the scenario wants.
 *
 * @param trial what it works with
 * @param table columns and key
 * @param stream name at the source
 * @param target name at the sink
 * @param mode how it is applied
 * @param told further keys of the stream or of the source
 * @param lane further keys of the sink, by which the rows reach the target
 */
record Load(
    Trial trial,
    TestTable table,
    String stream,
    String target,
    LoadMode mode,
    Map<String, Object> told,
    Map<String, Object> lane) {
  /** Copies the maps. */
  Load {
    told = Map.copyOf(told);
    lane = Map.copyOf(lane);
  }

  /** The same load by another lane. */
  Load by(Map<String, Object> another) {
    return new Load(trial, table, stream, target, mode, told, another);
  }

  /** How the rows get there, for evidence. */
  String way() {
    return mode.text() + Lanes.text(lane);
  }

  /** The same load with further keys of the stream or of the source. */
  Load with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(told);
    PipelineText.merge(all, more);
    return new Load(trial, table, stream, target, mode, all, lane);
  }

  /** Runs it and refuses a failure. */
  RunResult run() throws Exception {
    RunResult result = tryRun();
    Mismatch.unless(
        result.succeeded(), "the run of mode " + way() + " failed: " + result.message());
    return result;
  }

  /** Runs it, whatever comes of it. */
  RunResult tryRun() throws Exception {
    return trial.run(manifest());
  }

  /** The pipeline, to be changed by the scenario. */
  Map<String, Object> manifest() {
    Map<String, Object> manifest =
        PipelineText.of(trial.route(), name(), table, stream, target, mode);
    PipelineText.tell(manifest, trial.descriptor(), told);
    PipelineText.group(manifest, "sink").putAll(lane);
    return manifest;
  }

  String name() {
    return "certify_" + table.name() + "_" + mode.text();
  }

  /** Where the runtime keeps the pipeline's state. */
  Path stateFolder() {
    return trial.folder().resolve(name()).resolve(".dpone").resolve("state");
  }

  /** The same stream with another target, applied in another way. */
  Load beside(String other, LoadMode way) throws Exception {
    return new Load(
        trial, table, stream, trial.route().sink().target("t_" + other), way, told, lane);
  }

  /** The rows of the target, by the independent client. */
  List<TestRow> found() throws Exception {
    return trial.route().sink().rows(table, target);
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
    compare(when, rows, found());
  }

  /** The same for a load of that class: at least once may be more than once. */
  void expect(String when, List<TestRow> rows, CommitClass commitClass) throws Exception {
    compare(when, rows, Differences.within(commitClass, found()));
  }

  private void compare(String when, List<TestRow> rows, List<TestRow> found) throws Mismatch {
    List<String> differences = Differences.of(table, rows, found);
    Mismatch.unless(
        differences.isEmpty(), way() + ", " + when + ": " + String.join("; ", differences));
  }
}
