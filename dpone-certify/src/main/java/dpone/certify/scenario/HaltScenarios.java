package dpone.certify.scenario;

import dpone.certify.child.Child;
import dpone.certify.child.Children;
import dpone.certify.child.Order;
import dpone.certify.kit.TestRow;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.Role;
import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Processes that die, and what the next run makes of it. */
final class HaltScenarios {
  /** Modes in which a row that is lost or doubled shows; those that a sink has take turns. */
  private static final List<LoadMode> MODES =
      List.of(LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE, LoadMode.FULL_REFRESH);

  private static final int ROWS = 6_000;
  private static final int FIRST_LATE = 1_000_000;
  private static final int RANDOM_TRIES = 8;
  private static final int LONGEST_LIFE_MILLIS = 500;

  private HaltScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("PROD-3.halted-at-boundaries", HaltScenarios::haltedAtBoundaries),
        new Scenario("PROD-3.killed-from-outside", HaltScenarios::killedFromOutside),
        new Scenario("PROD-3.zombie-fenced", HaltScenarios::zombieFenced));
  }

  /** One table that all the loads of a scenario read, which grows from load to load. */
  private static final class Growing {
    private final Trial trial;
    private final String name;
    private final List<TestRow> rows = new ArrayList<>();
    private final Load first;
    private int next = FIRST_LATE;

    Growing(Trial trial, String name) throws Exception {
      this.trial = trial;
      this.name = name;
      for (TestRow row : Samples.plain(1, ROWS + 1)) {
        rows.add(Samples.renamed(row, row.cell(2) + " " + "x".repeat(150)));
      }
      this.first = trial.load(Samples.table(name), rows, LoadMode.FULL_REFRESH);
    }

    /** A pipeline of its own over the table. */
    Load load(String suffix, LoadMode mode) throws Exception {
      return first.beside(name + "_" + suffix, mode);
    }

    /** What came after the process died shows whether a load is taken for another one. */
    void grow() throws Exception {
      List<TestRow> late = Samples.plain(next, next + 2);
      next += 2;
      first.insert(late);
      rows.addAll(late);
    }

    Map<String, Object> manifest(Load load, String suffix, Home home) {
      Map<String, Object> manifest =
          PipelineText.of(
              trial.route(),
              "certify_" + name + "_" + suffix,
              load.stream(),
              load.target(),
              load.mode(),
              load.table().key());
      PipelineText.group(manifest, "runtime").put("memory", "1MB");
      if (home == Home.SINK) {
        Map<String, Object> state = PipelineText.group(manifest, "state");
        state.put("type", trial.route().sinkType());
        state.put("connection", trial.route().sinkConnection());
      }
      return manifest;
    }
  }

  /** Where the state is kept; it decides about the commit class. */
  private enum Home {
    FILES,
    SINK
  }

  private static List<Home> homes(Trial trial) {
    return trial.descriptor().roles().contains(Role.STATE)
        ? List.of(Home.FILES, Home.SINK)
        : List.of(Home.FILES);
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
    List<LoadMode> modes = modes(trial);
    int kills = 0;
    Growing table = new Growing(trial, "halted");
    Set<CommitClass> done = new LinkedHashSet<>();
    for (Home home : homes(trial)) {
      for (Boundary boundary : Boundary.values()) {
        String suffix =
            boundary.name().toLowerCase(java.util.Locale.ROOT)
                + "_"
                + home.name().toLowerCase(java.util.Locale.ROOT);
        Load load = table.load(suffix, modes.get(kills % modes.size()));
        Map<String, Object> text = table.manifest(load, suffix, home);
        Path manifest = trial.write(text);
        ScopePlan plan = plan(trial, manifest);
        if (boundary == Boundary.BEFORE_FIRST_READ && !done.add(plan.commitClass())) {
          break; // The state's home makes no difference to this sink.
        }
        if (boundary == Boundary.DURING_SCHEMA_CHANGE
            && plan.load().streams().getFirst().ddl().isEmpty()) {
          continue;
        }
        classes.add(plan.commitClass().name().toLowerCase(java.util.Locale.ROOT));
        String where = boundary + ", " + load.mode().text() + ", " + plan.commitClass();
        try (Child child =
            trial.bench().children().begin(new Order(manifest, boundary, Order.Action.HALT))) {
          trial.bench().children().prepare();
          Mismatch.unless(child.halted(), "the boundary is never reported: " + where + tail(child));
        }
        kills++;
        trial.observed().fault("halt", where);
        putRight(trial, table, load, text, "halted at " + where);
      }
    }
    return kills
        + " processes halted, every boundary once for each commit class ("
        + String.join(", ", classes)
        + "), "
        + table.rows.size()
        + " rows at last, none lost, none doubled";
  }

  private static ScopePlan plan(Trial trial, Path manifest) {
    Manifest read = trial.bench().dpone().read(manifest).getFirst();
    return trial.bench().dpone().plan(read).scopes().getFirst();
  }

  private static String tail(Child child) throws Exception {
    if (child.exitCode() == 0) {
      return "";
    }
    String printed = child.printed().strip().replaceAll("\\s*\\R\\s*", " ");
    return "; the run failed before it: " + printed.substring(0, Math.min(printed.length(), 600));
  }

  private static void putRight(
      Trial trial, Growing table, Load load, Map<String, Object> manifest, String when)
      throws Exception {
    table.grow();
    for (int run = 1; run <= 2; run++) {
      RunResult resumed = trial.run(manifest);
      Mismatch.unless(
          resumed.succeeded(), when + ": run " + run + " after it failed: " + resumed.message());
      load.expect(when + ", run " + run + " after it", table.rows);
    }
  }

  private static String killedFromOutside(Trial trial) throws Exception {
    List<LoadMode> modes = modes(trial);
    Growing table = new Growing(trial, "killed");
    Children children = trial.bench().children();
    int kills = 0;
    for (Boundary boundary : List.of(Boundary.MID_WRITE, Boundary.DURING_CLOSE)) {
      String suffix = "at_" + kills;
      Load load = table.load(suffix, modes.get(kills % modes.size()));
      Map<String, Object> text = table.manifest(load, suffix, Home.FILES);
      try (Child child =
          children.begin(new Order(trial.write(text), boundary, Order.Action.WAIT))) {
        children.prepare();
        Mismatch.unless(child.awaitReached(), "it never came to " + boundary);
        child.kill();
        trial.observed().fault("SIGKILL", boundary.toString());
      }
      kills++;
      putRight(trial, table, load, text, "killed while it waited at " + boundary);
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
      putRight(trial, table, load, text, "killed at a random moment");
      if (killed) {
        return;
      }
      longest = longest / 2 + 1;
    }
    throw new Mismatch("no process lived long enough to be killed at a random moment");
  }

  private static String zombieFenced(Trial trial) throws Exception {
    Growing table = new Growing(trial, "zombie");
    Children children = trial.bench().children();
    Set<CommitClass> done = new LinkedHashSet<>();
    LoadMode mode = modes(trial).getFirst();
    for (Home home : homes(trial)) {
      String suffix = "of_" + home.name().toLowerCase(java.util.Locale.ROOT);
      Load load = table.load(suffix, mode);
      Map<String, Object> text = table.manifest(load, suffix, home);
      Path manifest = trial.write(text);
      CommitClass commitClass = plan(trial, manifest).commitClass();
      if (!done.add(commitClass)) {
        continue;
      }
      try (Child zombie =
          children.begin(
              new Order(manifest, Boundary.AFTER_FLUSH_BEFORE_COMMIT, Order.Action.WAIT))) {
        Mismatch.unless(zombie.awaitReached(), "the zombie never came to its commit");
        zombie.signal("STOP");
        trial.observed().fault("SIGSTOP", Boundary.AFTER_FLUSH_BEFORE_COMMIT + ", " + commitClass);
        // Two loads, so that the last one that the target knows is not the zombie's own.
        for (int run = 1; run <= 2; run++) {
          RunResult newer = trial.run(text);
          Mismatch.unless(newer.succeeded(), "newer run " + run + " failed: " + newer.message());
          load.expect("newer run " + run, table.rows);
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
      List<TestRow> before = table.rows.subList(0, table.rows.size() - 2);
      load.expect("after the older run went on", before);
      RunResult last = trial.run(text);
      Mismatch.unless(last.succeeded(), "the run after the zombie failed: " + last.message());
      load.expect("the run after the zombie", table.rows);
    }
    return "an older run was stopped before its commit and went on after a newer one had"
        + " succeeded; it published nothing and saved nothing ("
        + String.join(
            ", ", done.stream().map(c -> c.name().toLowerCase(java.util.Locale.ROOT)).toList())
        + ")";
  }
}
