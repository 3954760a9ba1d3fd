package dpone.certify.scenario;

import dpone.certify.scenario.Growing.Home;
import dpone.certify.scenario.Growing.Way;
import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Processes that die while they follow changes. One pipeline goes on from each death to the next.
 */
final class ChangeHalts {
  private final Trial trial;
  private final Growing table;
  private final Set<String> classes = new LinkedHashSet<>();
  private int kills;

  private ChangeHalts(Trial trial) throws Exception {
    this.trial = trial;
    this.table = new Growing(trial, "followed");
  }

  static String haltedAtBoundaries(Trial trial) throws Exception {
    if (!Following.isDeclared(trial)) {
      throw Untried.notApplicable("the sink has no cdc_apply");
    }
    ChangeHalts halts = new ChangeHalts(trial);
    halts.run();
    return halts.kills
        + " processes halted that followed changes, every boundary once for each commit class"
        + trial.share().text()
        + " ("
        + String.join(", ", halts.classes)
        + "), "
        + halts.table.rows().size()
        + " rows at last, none lost, none doubled, none out of date";
  }

  private void run() throws Exception {
    int series = 0;
    for (Map.Entry<CommitClass, List<Way>> ways :
        table.ways(List.of(LoadMode.CDC_APPLY)).entrySet()) {
      List<Boundary> boundaries = trial.share().taken(List.of(Boundary.values()), series++);
      if (!boundaries.isEmpty()) {
        follow(ways.getValue().getFirst().home(), ways.getKey(), boundaries);
      }
    }
  }

  private void follow(Home home, CommitClass commitClass, List<Boundary> boundaries)
      throws Exception {
    Load load = table.load(home.text(), LoadMode.CDC_APPLY);
    Map<String, Object> text = table.manifest(load, home.text(), home);
    Path manifest = trial.write(text);
    classes.add(commitClass.name().toLowerCase(Locale.ROOT));
    try {
      if (boundaries.contains(Boundary.MID_PAGE)) {
        // Changes have no splits: it is reached only while the stream is read whole before them.
        halt(load, text, Boundary.MID_PAGE, home, commitClass);
      } else {
        table.putRight(load, text, "the first run", commitClass);
      }
      for (Boundary boundary : boundaries) {
        if (boundary == Boundary.MID_PAGE) {
          continue;
        }
        if (boundary == Boundary.DURING_SCHEMA_CHANGE) {
          table.widen();
          if (table.plan(manifest).load().streams().getFirst().ddl().isEmpty()) {
            continue;
          }
        }
        table.stir();
        halt(load, text, boundary, home, commitClass);
      }
    } finally {
      Following.drop(trial, text);
    }
  }

  private void halt(
      Load load, Map<String, Object> text, Boundary boundary, Home home, CommitClass commitClass)
      throws Exception {
    String where = where(boundary, home);
    table.halt(trial.write(text), boundary, where);
    kills++;
    table.putRight(load, text, "halted at " + where, commitClass);
  }

  private static String where(Boundary boundary, Home home) {
    return boundary + ", cdc_apply, state in " + home.text();
  }
}
