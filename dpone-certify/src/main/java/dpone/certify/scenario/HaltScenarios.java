package dpone.certify.scenario;

import dpone.certify.child.Child;
import dpone.certify.child.Children;
import dpone.certify.child.Order;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.scenario.Growing.Home;
import dpone.certify.scenario.Growing.Way;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Processes that die, and what the next run makes of it. */
final class HaltScenarios {
  /** Modes in which a row that is lost or doubled shows; those that a sink has take turns. */
  private static final List<LoadMode> MODES =
      List.of(LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE, LoadMode.FULL_REFRESH);

  private static final int RANDOM_TRIES = 8;
  private static final int LONGEST_LIFE_MILLIS = 500;

  private HaltScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("PROD-3.halted-at-boundaries", HaltScenarios::haltedAtBoundaries),
        new Scenario("PROD-3.changes-halted", ChangeHalts::haltedAtBoundaries),
        new Scenario("PROD-3.killed-from-outside", HaltScenarios::killedFromOutside),
        new Scenario("PROD-3.zombie-fenced", HaltScenarios::zombieFenced));
  }

  private static List<LoadMode> modes(Trial trial) throws Untried {
    List<LoadMode> modes = MODES.stream().filter(trial.modes()::contains).toList();
    if (modes.isEmpty()) {
      throw Untried.missing("no strategy of the sink is known to this suite");
    }
    return modes;
  }

  private static String haltedAtBoundaries(Trial trial) throws Exception {
    Set<String> classes = new LinkedHashSet<>();
    Set<String> silent = new LinkedHashSet<>();
    int kills = 0;
    int series = 0;
    Growing table = new Growing(trial, "halted");
    String cursor = trial.material().cursor().orElse("");
    Lanes lanes = Lanes.of(trial, 2);
    for (List<Way> ways : table.ways(modes(trial)).values()) {
      for (Boundary boundary : trial.share().taken(List.of(Boundary.values()), series++)) {
        boolean drifts = boundary == Boundary.DURING_SCHEMA_CHANGE;
        Way way = drifts ? ways.getFirst() : ways.get(kills % ways.size());
        Home home = way.home();
        String suffix = boundary.name().toLowerCase(Locale.ROOT) + "_" + series;
        Load load = table.load(suffix, way.mode()).by(lanes.next());
        if (drifts) {
          trial.route().sink().create(narrower(load.table(), cursor), load.target(), List.of());
        }
        Map<String, Object> text = table.manifest(load, suffix, home);
        Path manifest = trial.write(text);
        ScopePlan plan = table.plan(manifest);
        if (drifts && plan.load().streams().getFirst().ddl().isEmpty()) {
          continue;
        }
        classes.add(plan.commitClass().name().toLowerCase(Locale.ROOT));
        String where = boundary + ", " + load.way() + ", " + plan.commitClass();
        if (drifts && !trial.route().both()) {
          // How a target changes is the business of whoever writes it, and that one is not on
          // trial: it may replace the target as a whole.
          if (!table.haltsOrSucceeds(manifest, boundary, where)) {
            silent.add(load.way());
            table.putRight(load, text, "after a whole run, " + where, plan.commitClass());
            continue;
          }
        } else {
          table.halt(manifest, boundary, where);
        }
        kills++;
        table.putRight(load, text, "halted at " + where, plan.commitClass());
      }
    }
    return kills
        + " processes halted, every boundary once for each commit class"
        + trial.share().text()
        + " ("
        + String.join(", ", classes)
        + ")"
        + lanes.claim(", lanes in turns")
        + ", "
        + table.rows().size()
        + " rows at last, none lost, none doubled"
        + (silent.isEmpty()
            ? ""
            : "; "
                + trial.route().sinkType()
                + " has no moment of a change of schema in "
                + String.join(", ", silent)
                + ", where a whole run into a narrower target was right");
  }

  /** The class that the plan prints. */
  private static CommitClass printed(Growing table, Map<String, Object> text) throws Exception {
    return table.plan(table.write(text)).commitClass();
  }

  /** A target that has to change before it takes the rows. */
  private static TestTable narrower(TestTable table, String cursor) throws Untried {
    List<TestTable.Column> columns = new ArrayList<>(table.columns());
    TestTable.Column spare =
        columns.reversed().stream()
            .filter(c -> !table.key().contains(c.name()) && !c.name().equals(cursor))
            .findFirst()
            .orElseThrow(() -> Untried.missing("the stream has no column beside key and cursor"));
    columns.remove(spare);
    return new TestTable(table.name(), columns, table.key());
  }

  private static String killedFromOutside(Trial trial) throws Exception {
    List<LoadMode> modes = modes(trial);
    Growing table = new Growing(trial, "killed");
    Children children = trial.bench().children();
    Lanes lanes = Lanes.of(trial, 3);
    int kills = 0;
    for (Boundary boundary : List.of(Boundary.MID_WRITE, Boundary.DURING_CLOSE)) {
      String suffix = "at_" + kills;
      Load load = table.load(suffix, modes.get(kills % modes.size())).by(lanes.next());
      Map<String, Object> text = table.manifest(load, suffix, Home.FILES);
      try (Child child =
          children.begin(new Order(trial.write(text), boundary, Order.Action.WAIT))) {
        children.prepare();
        Mismatch.unless(child.awaitReached(), "it never came to " + boundary);
        child.kill();
        trial.observed().fault("SIGKILL", boundary + Lanes.text(load.lane()));
      }
      kills++;
      table.putRight(load, text, "killed while it waited at " + boundary, printed(table, text));
    }
    long seed = System.nanoTime();
    atRandom(trial, table, modes.getFirst(), new Random(seed));
    return kills + 1 + " processes killed by SIGKILL, one at a random moment (seed " + seed + ")";
  }

  /** A process that is faster than its killer proves nothing, and is tried again. */
  private static void atRandom(Trial trial, Growing table, LoadMode mode, Random random)
      throws Exception {
    Children children = trial.bench().children();
    int longest = LONGEST_LIFE_MILLIS;
    for (int attempt = 1; attempt <= RANDOM_TRIES; attempt++) {
      String suffix = "random_" + attempt;
      Load load = table.load(suffix, mode);
      Map<String, Object> text = table.manifest(load, suffix, Home.FILES);
      boolean killed;
      try (Child child = children.begin(new Order(trial.write(text), null, Order.Action.WAIT))) {
        children.prepare();
        Thread.sleep(random.nextInt(1, longest));
        killed = child.running();
        child.kill();
      }
      if (killed) {
        trial.observed().fault("SIGKILL", "a random moment");
      }
      table.putRight(load, text, "killed at a random moment", printed(table, text));
      if (killed) {
        return;
      }
      longest = longest / 2 + 1;
    }
    throw new Mismatch("no process lived long enough to be killed at a random moment");
  }

  private static String zombieFenced(Trial trial) throws Exception {
    Growing table = new Growing(trial, "zombie");
    Lanes lanes = Lanes.of(trial, 3);
    Children children = trial.bench().children();
    Set<CommitClass> done = new LinkedHashSet<>();
    for (Map.Entry<CommitClass, List<Way>> ways : table.ways(modes(trial)).entrySet()) {
      CommitClass commitClass = ways.getKey();
      Way way = ways.getValue().getFirst();
      String suffix = "of_" + way.mode().text() + "_" + way.home().text();
      Load load = table.load(suffix, way.mode()).by(lanes.next());
      Map<String, Object> text = table.manifest(load, suffix, way.home());
      Path manifest = trial.write(text);
      done.add(commitClass);
      try (Child zombie =
          children.begin(
              new Order(manifest, Boundary.AFTER_FLUSH_BEFORE_COMMIT, Order.Action.WAIT))) {
        Mismatch.unless(zombie.awaitReached(), "the zombie never came to its commit");
        Frozen.stop(zombie, manifest);
        trial
            .observed()
            .fault(
                "SIGSTOP",
                Boundary.AFTER_FLUSH_BEFORE_COMMIT + ", " + commitClass + Lanes.text(load.lane()));
        // Two loads, so that the last one that the target knows is not the zombie's own.
        for (int run = 1; run <= 2; run++) {
          RunResult newer = trial.run(text);
          Mismatch.unless(newer.succeeded(), "newer run " + run + " failed: " + newer.message());
          load.expect("newer run " + run, table.rows(), commitClass);
          table.grow();
        }
        zombie.signal("CONT");
        zombie.goOn();
        Mismatch.unless(
            zombie.exitCode() != 0,
            "an older run committed after a newer one of the same pipeline ("
                + commitClass
                + ") and called it success");
      }
      List<TestRow> before = table.rows().subList(0, table.rows().size() - 2);
      load.expect("after the older run went on", before, commitClass);
      RunResult last = trial.run(text);
      Mismatch.unless(last.succeeded(), "the run after the zombie failed: " + last.message());
      load.expect("the run after the zombie", table.rows(), commitClass);
    }
    return "an older run was stopped before its commit and went on after a newer one had"
        + " succeeded; it published nothing and saved nothing ("
        + String.join(", ", done.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList())
        + ")";
  }
}
