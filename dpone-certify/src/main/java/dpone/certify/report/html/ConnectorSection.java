package dpone.certify.report.html;

import dpone.certify.evidence.Outcome;
import dpone.certify.report.History;
import dpone.certify.report.Matrix;
import dpone.certify.report.PastRun;
import dpone.certify.report.Report;
import dpone.certify.report.html.Tables.Pair;
import java.util.ArrayList;
import java.util.List;

/** Everything about one connector. */
final class ConnectorSection {
  private static final List<String> RUN_HEADS =
      List.of(
          "Run", "Profile", "Passed", "Failed", "Not tried", "Proven after it", "Jars", "Attempt");

  private final Report report;
  private final RequirementDetails requirements;

  ConnectorSection(Report report) {
    this.report = report;
    this.requirements = new RequirementDetails(report);
  }

  Html of(Matrix.Row row) {
    String anchor = Words.anchor(row.id());
    Html section =
        Html.of("section", "connector")
            .with("id", anchor)
            .with("tabindex", "-1")
            .with("aria-labelledby", anchor + "-name");
    section.add(
        Html.of("h3")
            .with("id", anchor + "-name")
            .add(Html.of("span").text(row.name()))
            .text(" ")
            .add(Html.of("code").text(row.id())));
    section.add(facts(row));
    Html all = Html.of("details", "all");
    // Nothing is known of what is not there: sixteen lists of it would hide the rest.
    if (row.present()) {
      all.flag("open");
    }
    all.add(Html.of("summary").text("Requirements: " + Overview.tally(row)));
    row.requirements().forEach(cell -> all.add(requirements.of(row, cell)));
    section.add(all);
    section.add(history(row));
    section.add(
        Html.of("p", "back").add(Html.of("a").with("href", "#matrix").text("Back to the matrix")));
    return Overview.marked(section, row);
  }

  private static Html facts(Matrix.Row row) {
    List<Pair> facts = new ArrayList<>();
    facts.add(
        row.present()
            ? Pair.of("Version", row.version())
            : Pair.of("Version", "none: it is not in this build"));
    facts.add(Pair.of("Roles", String.join(", ", row.roleNames())));
    facts.add(new Pair("Claimed", Words.level(row.standing().claimed())));
    facts.add(new Pair("Proven", Words.level(row.standing().proven())));
    facts.add(new Pair("Counts", Words.level(row.standing().level())));
    if (row.tolerated() != row.standing().proven()) {
      facts.add(new Pair("With waivers", Words.level(row.tolerated())));
    }
    facts.add(Pair.of("Next step", row.nextStep()));
    if (!row.limit().isEmpty()) {
      facts.add(Pair.of("Limit", row.limit()));
    }
    if (!row.apart().isEmpty()) {
      facts.add(Pair.of("Apart from production-certified", String.join(", ", row.apart())));
    }
    return Tables.pairs(facts.stream());
  }

  private Html history(Matrix.Row row) {
    History history = report.history(row.id());
    int known = history.runs().size() + history.earlier();
    Html details = Html.of("details", "history");
    details.add(Html.of("summary").text("History: " + Words.counted(known, "run", "runs")));
    if (history.runs().isEmpty()) {
      return details.add(Html.of("p").text("No run of it is known."));
    }
    List<Html> rows = new ArrayList<>();
    history.runs().forEach(run -> rows.add(run(run)));
    details.add(
        Tables.of(
            "Runs of " + row.name() + ", the newest first; levels by today's policy and catalogue",
            RUN_HEADS,
            rows));
    if (history.earlier() > 0) {
      details.add(
          Html.of("p")
              .text(
                  "The ledger holds "
                      + Words.counted(history.earlier(), "older run", "older runs")
                      + " beside these."));
    }
    return details;
  }

  private static Html run(PastRun run) {
    Html when = Html.of("span").add(Words.time(run.started()));
    if (run.present()) {
      when.text(" (this run)");
    }
    return Tables.row(
        RUN_HEADS,
        when,
        Html.of("span").text(run.profile() + (run.whole() ? "" : ", in part")),
        number(run.count(Outcome.PASSED)),
        number(run.count(Outcome.FAILED, Outcome.ERROR)),
        number(run.count(Outcome.SKIPPED, Outcome.MISSING, Outcome.EXPIRED)),
        Words.level(run.proven()),
        Html.of("span").text(run.sameBytes() ? "those that are here" : "others"),
        number(run.attempt()));
  }

  private static Html number(int number) {
    return Html.of("span", "number").text(Integer.toString(number));
  }
}
