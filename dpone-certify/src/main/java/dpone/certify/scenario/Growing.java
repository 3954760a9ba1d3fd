package dpone.certify.scenario;

import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.Role;
import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One table that all the loads of a scenario read, which grows from load to load, and processes
 * that die while they read it.
 */
final class Growing {
  private static final int DELETED = 10;
  private static final String PADDING = " " + "x".repeat(150);

  private final Trial trial;
  private final String name;
  private final List<TestRow> rows = new ArrayList<>();
  private final Load first;
  private int next;

  Growing(Trial trial, String name) throws Exception {
    this.trial = trial;
    this.name = name;
    rows.addAll(trial.material().lasting());
    next = trial.material().after(rows.size());
    this.first = trial.load(trial.material().table(name), rows, trial.whole());
  }

  /** Where the state is kept; it decides about the commit class. */
  enum Home {
    FILES,
    SINK;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A way to load that has some commit class. */
  record Way(Home home, LoadMode mode) {}

  /** The commit classes that plans print, each with all ways that lead to it. */
  Map<CommitClass, List<Way>> ways(List<LoadMode> modes) throws Exception {
    Map<CommitClass, List<Way>> ways = new LinkedHashMap<>();
    for (Home home : Home.values()) {
      boolean keeps = trial.route().both() && trial.descriptor().roles().contains(Role.STATE);
      if (home == Home.SINK && !keeps) {
        continue;
      }
      for (LoadMode mode : modes) {
        String suffix = "class_" + mode.text() + "_" + home.text();
        Path manifest = trial.write(manifest(load(suffix, mode), suffix, home));
        ways.computeIfAbsent(plan(manifest).commitClass(), any -> new ArrayList<>())
            .add(new Way(home, mode));
      }
    }
    return ways;
  }

  /** What it holds now. */
  List<TestRow> rows() {
    return rows;
  }

  /** A pipeline of its own over the table. */
  Load load(String suffix, LoadMode mode) throws Exception {
    return first.beside(name + "_" + suffix, mode);
  }

  /** What came after the process died shows whether a load is taken for another one. */
  void grow() throws Exception {
    List<TestRow> late = trial.material().plain(next, next + 2);
    next = trial.material().after(next + 1);
    first.insert(late);
    rows.addAll(late);
  }

  /** Changes every row and deletes some, for those who follow changes. */
  void stir() throws Exception {
    List<TestRow> deleted = List.copyOf(rows.subList(0, DELETED));
    first.delete(deleted);
    rows.removeAll(deleted);
    rows.replaceAll(row -> trial.material().changed(row, "stirred " + next + PADDING));
    first.update(rows);
    grow();
  }

  /** The source has a column more, which targets have to get. */
  void widen() throws Exception {
    trial
        .route()
        .source()
        .addColumn(
            first.table(), new TestTable.Column("added_" + next, new DataType.Int(64), true));
  }

  Map<String, Object> manifest(Load load, String suffix, Home home) {
    Map<String, Object> manifest =
        PipelineText.of(
            trial.route(),
            "certify_" + name + "_" + suffix,
            load.table(),
            load.stream(),
            load.target(),
            load.mode());
    PipelineText.group(manifest, "runtime").put("memory", "1MB");
    PipelineText.group(manifest, "sink").putAll(load.lane());
    if (home == Home.SINK) {
      Map<String, Object> state = PipelineText.group(manifest, "state");
      state.put("type", trial.route().sinkType());
      state.put("connection", trial.route().sinkConnection());
    }
    return manifest;
  }

  Path write(Map<String, Object> manifest) throws IOException {
    return trial.write(manifest);
  }

  ScopePlan plan(Path manifest) {
    Manifest read = trial.bench().dpone().read(manifest).getFirst();
    return trial.bench().dpone().plan(read).scopes().getFirst();
  }

  /** Runs the pipeline in a process that dies at the boundary. */
  void halt(Path manifest, Boundary boundary, String where) throws Exception {
    halt(trial, manifest, boundary, where);
  }

  /**
   * The same where the sink need not come to the boundary.
   *
   * @return whether it came there; false when the run succeeded without
   */
  boolean haltsOrSucceeds(Path manifest, Boundary boundary, String where) throws Exception {
    try (Child child =
        trial.bench().children().begin(new Order(manifest, boundary, Order.Action.HALT))) {
      trial.bench().children().prepare();
      if (child.halted()) {
        trial.observed().fault("halt", where);
        return true;
      }
      Mismatch.unless(child.exitCode() == 0, where + tail(child));
      return false;
    }
  }

  /** The same for any pipeline of a trial. */
  static void halt(Trial trial, Path manifest, Boundary boundary, String where) throws Exception {
    try (Child child =
        trial.bench().children().begin(new Order(manifest, boundary, Order.Action.HALT))) {
      trial.bench().children().prepare();
      Mismatch.unless(child.halted(), "the boundary is never reported: " + where + tail(child));
    }
    trial.observed().fault("halt", where);
  }

  private static String tail(Child child) throws Exception {
    if (child.exitCode() == 0) {
      return "";
    }
    String printed = child.printed().strip().replaceAll("\\s*\\R\\s*", " ");
    return "; the run failed before it: " + printed.substring(0, Math.min(printed.length(), 600));
  }

  /** Two runs after a process died: nothing is lost, nothing doubled beyond the class. */
  void putRight(Load load, Map<String, Object> manifest, String when, CommitClass commitClass)
      throws Exception {
    grow();
    for (int run = 1; run <= 2; run++) {
      RunResult resumed = trial.run(manifest);
      Mismatch.unless(
          resumed.succeeded(), when + ": run " + run + " after it failed: " + resumed.message());
      load.expect(when + ", run " + run + " after it", rows, commitClass);
    }
  }
}
