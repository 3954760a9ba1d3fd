package dpone.certify.scenario;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads that go on where the last one ended. */
final class IncrementalScenarios {
  private static final int TIES = 5_000;

  /** Where the rows are the system's own: many pages still, when pages are small. */
  private static final int OWN_TIES = 700;

  private static final int PAGE = 50;
  private static final int BOUNDARY = 7;
  private static final int LOOKBACK = 3;

  private IncrementalScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-4.ties", Reads.EACH_OF_INCREMENTS, IncrementalScenarios::ties),
        new Scenario(
            "BETA-4.empty-then-new",
            Reads.EACH_OF_INCREMENTS,
            IncrementalScenarios::emptyReadKeepsPosition),
        new Scenario("BETA-4.late-rows", Reads.EACH_OF_INCREMENTS, IncrementalScenarios::lateRows),
        new Scenario("BETA-5.empty-then-new", IncrementalScenarios::newAfterEmpty),
        new Scenario("BETA-5.append", Reads.INCREMENTS, IncrementalScenarios::append),
        new Scenario("BETA-5.merge", Reads.INCREMENTS, IncrementalScenarios::merge));
  }

  private static String ties(Trial trial) throws Exception {
    Material material = trial.material();
    int ties = trial.fixed() ? OWN_TIES : TIES;
    List<TestRow> rows = new ArrayList<>(material.tied(1, 20, 3));
    rows.addAll(material.tied(20, 20 + ties, BOUNDARY));
    Load load = paged(trial, trial.load(material.table("ties"), rows, incremental(trial)));
    load.run();
    load.expect("first run", rows);
    List<TestRow> more = new ArrayList<>();
    if (!material.closed()) {
      more.addAll(material.tied(10_000, 10_500, BOUNDARY));
    }
    more.addAll(material.tied(10_500, 10_510, BOUNDARY + 1));
    load.insert(more);
    rows.addAll(more);
    load.run();
    load.expect("after new rows with the boundary's cursor value", rows);
    load.run();
    load.expect("run without new rows", rows);
    return ties
        + " rows at one cursor value"
        + (material.closed() ? " that gets no more" : ", 500 more added at the same value")
        + ", each came once"
        + (trial.system().pages().isPresent() ? ", by pages of " + PAGE : "");
  }

  /** Where a source is paged, no page holds all the ties. */
  private static Load paged(Trial trial, Load load) throws Exception {
    Optional<PagedTables> pages = trial.system().pages();
    return pages.isEmpty() ? load : load.with(pages.get().pages(load.stream(), PAGE));
  }

  private static String emptyReadKeepsPosition(Trial trial) throws Exception {
    Material material = trial.material();
    List<TestRow> rows = new ArrayList<>(material.plain(1, 40));
    Load load = trial.load(material.table("quiet"), rows, incremental(trial));
    load.run();
    RunResult quiet = load.run();
    Mismatch.unless(
        quiet.count("rowsWritten") <= 0 || load.mode() == LoadMode.INCREMENTAL_MERGE,
        "a run without new rows wrote " + quiet.count("rowsWritten"));
    int next = material.after(39);
    List<TestRow> more = material.plain(next, next + 5);
    load.insert(more);
    rows.addAll(more);
    load.run();
    load.expect("new rows after a read that found nothing", rows);
    return "the position survived a read that found nothing";
  }

  private static String lateRows(Trial trial) throws Exception {
    Material material = trial.material();
    List<TestRow> rows = new ArrayList<>(material.tied(1, 20, BOUNDARY));
    Load load = trial.load(material.table("late"), rows, incremental(trial));
    load.run();
    TestRow late = material.tied(100, 101, BOUNDARY - 2).getFirst();
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
      return "late rows are not read; the descriptor says so" + withinLookback(trial);
    }
    rows.add(late);
    load.expect("after a late row", rows);
    return "a late row came" + withinLookback(trial);
  }

  /** A connector that can go back finds a row that is no later than that, and doubles none. */
  private static String withinLookback(Trial trial) throws Exception {
    Material material = trial.material();
    Map<String, Object> back = material.lookback(LOOKBACK);
    if (back.isEmpty() || !trial.modes().contains(LoadMode.INCREMENTAL_MERGE)) {
      return "";
    }
    List<TestRow> rows = new ArrayList<>(material.tied(1, 20, BOUNDARY - LOOKBACK + 1));
    rows.addAll(material.tied(20, 40, BOUNDARY));
    Load load = trial.load(material.table("back"), rows, LoadMode.INCREMENTAL_MERGE).with(back);
    load.run();
    List<TestRow> late = material.tied(100, 103, BOUNDARY - LOOKBACK + 1);
    load.insert(late);
    rows.addAll(late);
    load.run();
    load.expect("after late rows within the lookback", rows);
    load.run();
    load.expect("a run without new rows, with a lookback", rows);
    return "; those within a lookback came, and none twice";
  }

  private static String newAfterEmpty(Trial trial) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    Material material = trial.material();
    LoadMode mode = material.cursor().isPresent() ? incremental(trial) : trial.whole();
    Load load = trial.load(material.table("first_empty"), rows, mode);
    load.run();
    List<TestRow> first = material.plain(1, 10);
    load.insert(first);
    rows.addAll(first);
    load.run();
    load.expect("rows after an empty first run", rows);
    return "rows that came after an empty first run arrived";
  }

  private static String append(Trial trial) throws Exception {
    Material material = trial.material();
    List<TestRow> rows = new ArrayList<>(material.plain(1, 30));
    Load load = trial.load(material.table("append"), rows, LoadMode.INCREMENTAL_APPEND);
    load.run();
    int next = material.after(29);
    List<TestRow> more = material.plain(next, next + 7);
    if (material.updated()) {
      // Its cursor does not move, so an append must not see it.
      load.update(List.of(material.changed(rows.get(3), "unseen change")));
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
    Material material = trial.material();
    List<TestRow> rows = new ArrayList<>(material.plain(1, 30));
    Load load = trial.load(material.table("merge"), rows, LoadMode.INCREMENTAL_MERGE);
    load.run();
    if (material.deleted()) {
      load.delete(rows.subList(0, 1));
    }
    int next = material.after(29);
    List<TestRow> changed = new ArrayList<>();
    for (int i = 5; i < 9 && changes(trial); i++) {
      TestRow row = material.moved(material.changed(rows.get(i), "changed " + i), next + i);
      rows.set(i, row);
      changed.add(row);
    }
    if (changes(trial)) {
      load.update(changed);
    }
    int last = material.after(next + 9);
    List<TestRow> added = material.plain(last, last + 3);
    load.insert(added);
    rows.addAll(added);
    load.run();
    String deleted = material.deleted() ? ", 1 deleted at the source" : "";
    load.expect(changed.size() + " updated, 3 inserted" + deleted, rows);
    return changed.size()
        + " updates and 3 inserts by key"
        + (material.deleted() ? "; the row deleted at the source stayed" : "")
        + (changes(trial) ? "" : "; the system changes no row of the stream");
  }

  private static boolean changes(Trial trial) {
    return trial.material().updated() || trial.route().ofLogs();
  }

  static LoadMode incremental(Trial trial) {
    return trial.modes().contains(LoadMode.INCREMENTAL_APPEND)
        ? LoadMode.INCREMENTAL_APPEND
        : LoadMode.INCREMENTAL_MERGE;
  }
}
