package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.state.Intent;
import dpone.spi.Endpoint;
import dpone.spi.context.Boundary;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The same again. */
final class RerunScenarios {
  /** Changes have steps of their own. */
  private static final Set<LoadMode> OF_CHANGES = Set.of(LoadMode.CDC_APPLY);

  private static final int FOLLOWED_ROWS = 60;

  private RerunScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("PROD-2.three-runs", RerunScenarios::threeRuns),
        new Scenario("PROD-2.replay", RerunScenarios::replay),
        new Scenario("PROD-2.double-apply-log", RerunScenarios::doubleApplyLog));
  }

  private static String threeRuns(Trial trial) throws Exception {
    List<String> done = new ArrayList<>();
    Lanes lanes = Lanes.of(trial, 0);
    for (LoadMode mode : LoadMode.values()) {
      if (trial.modes().contains(mode) && !OF_CHANGES.contains(mode)) {
        List<TestRow> rows = trial.material().plain(1, 60);
        Load load =
            trial.load(trial.material().table("rerun_" + mode.text()), rows, mode).by(lanes.next());
        for (int run = 1; run <= 3; run++) {
          load.run();
          load.expect("run " + run + " of 3 over an unchanged source", rows);
        }
        done.add(load.way());
      }
    }
    if (Following.isDeclared(trial)) {
      try (Following following = new Following(trial, "rerun_changes", FOLLOWED_ROWS)) {
        for (int round = 1; round <= 2; round++) {
          for (int run = 1; run <= 3; run++) {
            following.load().run();
            following
                .load()
                .expect("run " + run + " of 3 over an unchanged source", following.rows());
          }
          following.change();
        }
      }
      done.add(LoadMode.CDC_APPLY.text());
    }
    Mismatch.unless(!done.isEmpty(), "no strategy of the sink is known to this suite");
    return "three runs each of " + String.join(", ", done) + lanes.claim("");
  }

  /** What a lost answer, a restored state or a stubborn operator leads to. */
  private static String replay(Trial trial) throws Exception {
    List<String> done = new ArrayList<>();
    // Those that three runs of the same mode do not take.
    Lanes lanes = Lanes.of(trial, 2);
    for (LoadMode mode : LoadMode.values()) {
      if (trial.modes().contains(mode) && !OF_CHANGES.contains(mode)) {
        List<TestRow> rows = Samples.plain(1, 50);
        Load load = trial.load(Samples.table("replay_" + mode.text()), rows, mode).by(lanes.next());
        replay(trial, load, rows);
        done.add(load.way());
      }
    }
    if (Following.isDeclared(trial)) {
      try (Following following = new Following(trial, "replay_changes", FOLLOWED_ROWS)) {
        following.load().run();
        following.change();
        replay(trial, following.load(), following.rows());
      }
      done.add(LoadMode.CDC_APPLY.text());
    }
    return "a committed load committed again, and again from the state before: "
        + String.join(", ", done);
  }

  private static void replay(Trial trial, Load load, List<TestRow> present) throws Exception {
    List<TestRow> rows = new ArrayList<>(present);
    StateCopy before = new StateCopy(load.stateFolder());
    try (Workbench.Listening copying =
        trial
            .bench()
            .listen(reached -> {
              if (reached == Boundary.AFTER_FLUSH_BEFORE_COMMIT) {
                before.take();
              }
            })) {
      assert copying != null;
      load.run();
    }
    load.expect("the run that commits it", rows);
    commitAgain(trial, load, before.intent());
    load.expect("the same message committed again", rows);
    before.putBack();
    RunResult again = load.run();
    load.expect("a run from the state before the commit", rows);
    Mismatch.unless(
        again.receipt().path("streams").path(0).path("recovered").asText("").equals("committed"),
        load.way() + ": the run does not say that it found the load committed");
    List<TestRow> more = Samples.plain(900, 905);
    load.insert(more);
    rows.addAll(more);
    load.run();
    load.expect("new rows after the replay", rows);
  }

  private static void commitAgain(Trial trial, Load load, Intent intent) throws Exception {
    Path file = trial.write(load.manifest());
    Manifest manifest = trial.bench().dpone().read(file).getFirst();
    ScopePlan scope = trial.bench().dpone().plan(manifest).scopes().getFirst();
    Endpoint endpoint =
        DirectParts.endpoint(
            trial.descriptor().connection(),
            trial.route().sinkConnection(),
            manifest.sink().settings());
    try (Sink sink = trial.connector().sink(endpoint, DirectParts.context(trial));
        Committer committer = sink.committer(scope.request())) {
      committer.commit(intent.message(), Optional.empty());
    }
  }

  /** An upsert hides a load that was applied twice; an append of the same changes does not. */
  private static String doubleApplyLog(Trial trial) throws Exception {
    if (!trial.modes().contains(LoadMode.INCREMENTAL_APPEND)) {
      throw Untried.notApplicable("the sink has no incremental_append");
    }
    LoadMode upsert =
        trial.modes().contains(LoadMode.INCREMENTAL_MERGE)
            ? LoadMode.INCREMENTAL_MERGE
            : trial.whole();
    // What is added again to a log is another row there, and the same one by key only.
    boolean byKey = !trial.route().ofLogs() || upsert == LoadMode.INCREMENTAL_MERGE;
    List<TestRow> rows = new ArrayList<>(Samples.plain(1, 40));
    Load table = trial.load(Samples.table("upserted"), rows, upsert);
    Load log = table.beside("upserted_log", LoadMode.INCREMENTAL_APPEND);
    Map<String, Object> logged = log.manifest();
    List<TestRow> delivered = new ArrayList<>(rows);
    for (int round = 1; round <= 4; round++) {
      table.run();
      RunResult appended = trial.run(logged);
      Mismatch.unless(appended.succeeded(), "the log's run failed: " + appended.message());
      List<TestRow> changed = new ArrayList<>();
      for (int i = round; i < rows.size(); i += 7) {
        TestRow row =
            Samples.cursor(Samples.renamed(rows.get(i), "round " + round), 10_000L * round + i);
        rows.set(i, row);
        changed.add(row);
      }
      table.update(changed);
      delivered.addAll(changed);
    }
    table.run();
    Mismatch.unless(trial.run(logged).succeeded(), "the log's last run failed");
    table.expect("after four rounds of changes", byKey ? rows : delivered);
    List<TestRow> found = log.found();
    Set<TestRow> once = new HashSet<>(found);
    Mismatch.unless(
        once.size() == found.size(),
        "the append-only log holds " + (found.size() - once.size()) + " rows twice");
    Mismatch.unless(
        once.equals(new HashSet<>(delivered)),
        "the append-only log holds "
            + found.size()
            + " rows, "
            + delivered.size()
            + " versions were delivered");
    return found.size()
        + " versions of "
        + rows.size()
        + " rows, each in the log once"
        + (Following.isDeclared(trial) ? "; " + changesOnce(trial) : "");
  }

  /** What is applied by key hides a change that came twice; the counts of the receipts do not. */
  private static String changesOnce(Trial trial) throws Exception {
    int changes = 0;
    try (Following following = new Following(trial, "upserted_changes", FOLLOWED_ROWS)) {
      following.load().run();
      for (int round = 1; round <= 4; round++) {
        int made = following.change();
        long read = following.load().run().count("rowsRead");
        Mismatch.unless(
            read == made, "round " + round + ": " + made + " changes made, " + read + " applied");
        changes += made;
      }
      long again = following.load().run().count("rowsRead");
      Mismatch.unless(again == 0, again + " changes applied that were applied before");
      following.load().expect("after four rounds of changes", following.rows());
    }
    return changes + " changes, each applied once";
  }
}
