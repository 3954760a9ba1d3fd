package dpone.certify.scenario;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.PagedTables.Meeting;
import dpone.certify.kit.PagedTables.Trouble;
import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One trouble between the pages of one load.
 *
 * @param trial what it works with
 * @param trouble what goes wrong
 * @param code by which a run ends that meets it again and again, or {@link PagedTables#RIGHT}
 * @param load a pipeline over {@link #ROWS} rows, which has not run
 */
record PageTrouble(Trial trial, Trouble trouble, String code, Load load) {
  /** A prime, so that the last page is not full. */
  static final int ROWS = 127;

  /** As good as endless, and yet a reader that never stops comes to its end. */
  private static final int ENDLESS = 500;

  private static final int MORE = 90;
  private static final int SPARE = 50_000;

  /** The trouble in words. */
  static String text(Trouble trouble) {
    return trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Meets it.
   *
   * @throws Mismatch when a run ends otherwise than its fixture says, loses or doubles a row
   */
  void hold() throws Exception {
    Material material = trial.material();
    List<TestRow> rows = new ArrayList<>(material.plain(1, ROWS + 1));
    int first = 1;
    boolean whole = load.mode() == LoadMode.FULL_REFRESH;
    if (!whole) {
      right("before it", rows, List.of());
      first = more(rows, ROWS);
    }
    List<TestRow> before = whole ? List.of() : material.plain(1, ROWS + 1);
    List<TestRow> moved;
    try (Meeting meeting = meet(times(), first)) {
      RunResult run = run();
      String when = load.mode().text() + ", " + text(trouble);
      Mismatch.unless(meeting.met() > 0, when + ": the trouble was never met");
      trial.observed().fault(text(trouble), load.mode().text());
      moved = meeting.moved();
      if (code.isEmpty()) {
        succeeded(run, when);
        expect(when, rows, moved);
      } else {
        failed(run, when, meeting.met());
        untouched(load, when, before, rows);
      }
    }
    right("after it", rows, moved);
    if (trouble == Trouble.TRUNCATED_PAGE) {
      int next = whole ? 1 : more(rows, first + MORE);
      try (Meeting meeting = meet(1, next)) {
        right("met once", rows, moved);
        Mismatch.unless(meeting.met() == 1, text(trouble) + " was never met");
      }
    }
  }

  /** Rows that move once have moved; everything else goes on as long as somebody asks. */
  private int times() {
    boolean moves = trouble == Trouble.ROW_ADDED || trouble == Trouble.ROW_REMOVED;
    return moves ? 1 : ENDLESS;
  }

  /** Adds rows of several pages behind a number; returns the number of the first. */
  private int more(List<TestRow> rows, int behind) throws Exception {
    int first = trial.material().after(behind);
    List<TestRow> added = trial.material().plain(first, first + MORE);
    load.insert(added);
    rows.addAll(added);
    return first;
  }

  private Meeting meet(int times, int first) throws Exception {
    TestRow spare = trial.material().tied(SPARE, SPARE + 1, 0).getFirst();
    return PageScenarios.pages(trial)
        .meet(trouble, load.stream(), times, trial.material().moved(spare, first));
  }

  /** A run whose waits are short: how long they are is looked at elsewhere. */
  private RunResult run() throws Exception {
    Map<String, Object> manifest = load.manifest();
    PipelineText.group(manifest, "runtime").put("retry", RetryRun.HASTY);
    return trial.run(manifest);
  }

  private void right(String when, List<TestRow> rows, List<TestRow> moved) throws Exception {
    succeeded(run(), when);
    expect(when, rows, moved);
  }

  private static void succeeded(RunResult run, String when) throws Mismatch {
    Mismatch.unless(run.succeeded(), when + ": the run failed: " + run.message());
  }

  private void failed(RunResult run, String when, int met) throws Exception {
    Mismatch.unless(
        !run.succeeded(),
        when + ": the run succeeded after " + met + " such pages, " + PageScenarios.counted(load));
    Mismatch.unless(
        run.code().equals(code), when + ": expected " + code + ", got " + run.message());
  }

  /** Every row once; those that came or went meanwhile are there or not, and never twice. */
  private void expect(String when, List<TestRow> rows, List<TestRow> moved) throws Exception {
    Set<List<String>> open = new HashSet<>();
    moved.forEach(row -> open.add(load.table().keyOf(row)));
    List<TestRow> found = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (TestRow row : load.found()) {
      List<String> key = load.table().keyOf(row);
      if (!open.contains(key)) {
        found.add(row);
      } else {
        Mismatch.unless(
            seen.add(key), when + ": key " + String.join(",", key) + ", which moved, is doubled");
      }
    }
    List<TestRow> steady =
        rows.stream().filter(row -> !open.contains(load.table().keyOf(row))).toList();
    List<String> differences = Differences.of(load.table(), steady, found);
    Mismatch.unless(
        differences.isEmpty(),
        load.mode().text()
            + ", "
            + text(trouble)
            + ", "
            + when
            + ": "
            + String.join("; ", differences));
  }

  /**
   * A run that failed has left its target alone, but for what it had published before.
   *
   * @param must rows that were there before
   * @param may rows that it may have published, those from before among them
   */
  static void untouched(Load load, String when, List<TestRow> must, List<TestRow> may)
      throws Exception {
    if (!load.trial().route().sink().exists(load.target())) {
      Mismatch.unless(must.isEmpty(), when + ": the run failed and the target is gone");
      return;
    }
    Mismatch.unless(
        load.mode() != LoadMode.FULL_REFRESH, when + ": the run failed and the target exists");
    List<TestRow> found = load.found();
    Set<TestRow> once = new HashSet<>(found);
    Mismatch.unless(
        once.size() == found.size(),
        when + ": the run failed and left " + (found.size() - once.size()) + " rows twice");
    Mismatch.unless(
        once.containsAll(must) && new HashSet<>(may).containsAll(once),
        when + ": the run failed and left other rows than there are");
  }
}
