package dpone.certify.scenario;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.PagedTables.Bound;
import dpone.certify.kit.PagedTables.Trouble;
import dpone.certify.kit.TestRow;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads whose pages repeat, are empty, end early, never end, or change under the reader. */
final class PageScenarios {
  private static final int PAGE = 20;
  private static final int FEW_PAGES = 3;
  private static final int MANY_PAGES = 1_000;

  private PageScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-4.repeated-token", trial -> trouble(trial, Trouble.REPEATED_PAGE)),
        new Scenario("BETA-4.empty-page", trial -> trouble(trial, Trouble.EMPTY_PAGE)),
        new Scenario("BETA-4.truncated-page", trial -> trouble(trial, Trouble.TRUNCATED_PAGE)),
        new Scenario("BETA-4.page-bound", PageScenarios::bound),
        new Scenario("BETA-4.moving-pages", PageScenarios::moving));
  }

  static PagedTables pages(Trial trial) throws Untried {
    return trial
        .system()
        .pages()
        .orElseThrow(() -> Untried.missing("its fixture has no ways to treat pages"));
  }

  /** The modes in which a read of pages is looked at: a whole one, and one that goes on. */
  private static List<LoadMode> modes(Trial trial) throws Untried {
    List<LoadMode> modes = new ArrayList<>(List.of(trial.whole()));
    if (trial.material().cursor().isPresent()
        && trial.modes().contains(LoadMode.INCREMENTAL_APPEND)
        && !modes.contains(LoadMode.INCREMENTAL_APPEND)) {
      modes.add(LoadMode.INCREMENTAL_APPEND);
    }
    return modes;
  }

  private static String trouble(Trial trial, Trouble trouble) throws Exception {
    PagedTables pages = pages(trial);
    String excuse = pages.others().get(trouble);
    if (!pages.ends().containsKey(trouble)) {
      throw Untried.missing(
          "its fixture does not bring about "
              + PageTrouble.text(trouble)
              + (excuse == null ? "" : ": " + excuse));
    }
    return meet(trial, trouble);
  }

  private static String meet(Trial trial, Trouble trouble) throws Exception {
    String code = pages(trial).ends().getOrDefault(trouble, PagedTables.RIGHT);
    List<String> seen = new ArrayList<>();
    for (LoadMode mode : modes(trial)) {
      new PageTrouble(trial, trouble, code, load(trial, trouble, mode)).hold();
      seen.add(mode.text());
    }
    return PageTrouble.text(trouble)
        + (code.isEmpty()
            ? ": every row came once"
            : ": met again and again it ends a run by "
                + code
                + ", the target as it was, and the next run brings every row once")
        + " ("
        + String.join(", ", seen)
        + ")";
  }

  private static Load load(Trial trial, Trouble trouble, LoadMode mode) throws Exception {
    String name = "page_" + PageTrouble.text(trouble).replace(' ', '_') + "_" + brief(mode);
    Material material = trial.material();
    List<TestRow> rows = material.plain(1, PageTrouble.ROWS + 1);
    Load load = trial.load(material.table(name), rows, mode);
    return load.with(pages(trial).pages(load.stream(), PAGE));
  }

  private static String brief(LoadMode mode) {
    return mode == LoadMode.FULL_REFRESH ? "whole" : "on";
  }

  private static String moving(Trial trial) throws Exception {
    PagedTables pages = pages(trial);
    TreeSet<String> silent = new TreeSet<>();
    List<String> seen = new ArrayList<>();
    for (Trouble trouble : Trouble.OF_CHANGE) {
      if (pages.ends().containsKey(trouble)) {
        seen.add(meet(trial, trouble));
      } else if (!pages.others().containsKey(trouble)) {
        silent.add(PageTrouble.text(trouble));
      }
    }
    if (!silent.isEmpty() || seen.isEmpty()) {
      throw Untried.missing(
          "its fixture neither brings about nor excuses " + String.join(", ", silent));
    }
    Map<Trouble, String> others = pages.others();
    Trouble.OF_CHANGE.stream()
        .filter(others::containsKey)
        .forEach(trouble ->
            seen.add("not tried: " + PageTrouble.text(trouble) + ", " + others.get(trouble)));
    return String.join("; ", seen);
  }

  private static String bound(Trial trial) throws Exception {
    Optional<Bound> few = pages(trial).bound(FEW_PAGES);
    Optional<Bound> many = pages(trial).bound(MANY_PAGES);
    if (few.isEmpty() || many.isEmpty()) {
      throw Untried.missing("its fixture gives no bound on pages");
    }
    Material material = trial.material();
    List<TestRow> rows = material.plain(1, PageTrouble.ROWS + 1);
    for (LoadMode mode : modes(trial)) {
      Load plain = trial.load(material.table("page_bound_" + brief(mode)), rows, mode);
      Load load = plain.with(pages(trial).pages(plain.stream(), PAGE));
      RunResult cut = load.with(few.get().options()).tryRun();
      String when = mode.text() + ", " + FEW_PAGES + " pages at most and more there";
      Mismatch.unless(!cut.succeeded(), when + ": the run succeeded, " + counted(load));
      Mismatch.unless(
          cut.code().equals(few.get().code()),
          when + ": expected " + few.get().code() + ", got " + cut.message());
      trial.observed().fault("bound on pages", when);
      PageTrouble.untouched(load, when, List.of(), rows);
      RunResult whole = load.with(many.get().options()).tryRun();
      Mismatch.unless(
          whole.succeeded(), "a bound of " + MANY_PAGES + " pages ends a run: " + whole.message());
      load.expect("after a bound that was too small", rows);
    }
    return "a bound of "
        + FEW_PAGES
        + " pages ended the run by "
        + few.get().code()
        + ", a larger one brought every row once";
  }

  static String counted(Load load) throws Exception {
    return load.trial().route().sink().exists(load.target())
        ? load.found().size() + " rows in the target"
        : "and there is no target";
  }
}
