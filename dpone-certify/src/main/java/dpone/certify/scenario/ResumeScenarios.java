package dpone.certify.scenario;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import dpone.spi.context.Boundary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A read of many pages that dies half-way, and the run that goes on. */
final class ResumeScenarios {
  private static final int ROWS = 600;
  private static final int PAGE = 10;
  private static final int PAGES_OF_A_LOAD = 30;

  /**
   * A load asks for the page at which it begins again, for one behind the end, and perhaps for one
   * ahead of time.
   */
  private static final int PER_LOAD = 3;

  private ResumeScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("PROD-3.resumed-at-a-page", Reads.INCREMENTS, ResumeScenarios::resumed));
  }

  private static String resumed(Trial trial) throws Exception {
    PagedTables pages = PageScenarios.pages(trial);
    Map<String, Object> cut = pages.cut(PAGES_OF_A_LOAD);
    if (cut.isEmpty()) {
      throw Untried.missing("its fixture has no way to end a load after some pages");
    }
    Material material = trial.material();
    List<TestRow> rows = material.plain(1, ROWS + 1);
    Load plain =
        trial.load(material.table("resumed"), rows, IncrementalScenarios.incremental(trial));
    Load load = plain.with(pages.pages(plain.stream(), PAGE)).with(cut);
    Map<String, Object> text = load.manifest();
    // One part after the other: another part would go on from another page.
    PipelineText.group(text, "runtime").put("parallelism", 1);
    Path manifest = trial.write(text);
    Growing.halt(trial, manifest, Boundary.AFTER_ACKNOWLEDGE, "the end of the first load");
    int published = load.found().size();
    PageTrouble.untouched(load, "killed after its first load", List.of(), rows);
    Mismatch.unless(
        published > 0 && published < rows.size(),
        "killed after its first load, the target holds "
            + published
            + " of "
            + rows.size()
            + " rows: the read was not cut");
    OptionalLong before = pages.requests();
    RunResult run = trial.run(text);
    Mismatch.unless(run.succeeded(), "the run after it failed: " + run.message());
    load.expect("the run that goes on", rows);
    List<TestRow> late = material.plain(material.after(ROWS), material.after(ROWS) + 3);
    load.insert(late);
    OptionalLong after = pages.requests();
    RunResult last = trial.run(text);
    Mismatch.unless(last.succeeded(), "the run after that failed: " + last.message());
    load.expect("new rows after it", Stream.concat(rows.stream(), late.stream()).toList());
    return published
        + " of "
        + rows.size()
        + " rows were published when it was killed; the next run brought the others once"
        + asked(before, after, rows.size() - published, run);
  }

  /** What was published must not be asked for again. */
  private static String asked(OptionalLong before, OptionalLong after, int left, RunResult run)
      throws Mismatch {
    if (before.isEmpty() || after.isEmpty()) {
      return "; nobody counts its pages";
    }
    long asked = after.getAsLong() - before.getAsLong();
    long loads = run.count("completedAfter") - run.count("completedBefore");
    long most = (left + PAGE - 1) / PAGE + PER_LOAD * Math.max(1, loads);
    Mismatch.unless(
        asked <= most,
        "the run that goes on asked for "
            + asked
            + " pages, the rows left stand on "
            + (left + PAGE - 1) / PAGE);
    return ", asking for " + asked + " pages of " + (ROWS + PAGE - 1) / PAGE;
  }
}
