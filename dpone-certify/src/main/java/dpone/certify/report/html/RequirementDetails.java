package dpone.certify.report.html;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirement;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Fault;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.report.Matrix;
import dpone.certify.report.Report;
import dpone.certify.report.html.Tables.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A requirement of a connector: what it asks for, what became of it, and on what that rests. */
final class RequirementDetails {
  private static final List<String> CHECK_HEADS =
      List.of("Check", "Result", "Tried on", "Took", "What was seen");
  private static final List<String> FILE_HEADS = List.of("File", "SHA-256");

  private final Report report;
  private final Map<String, String> titles;

  RequirementDetails(Report report) {
    this.report = report;
    this.titles =
        report.catalogue().checks().stream()
            .collect(Collectors.toMap(Check::id, Check::title, (one, other) -> one));
  }

  Html of(Matrix.Row row, Matrix.Cell cell) {
    Optional<Requirement> requirement = report.catalogue().find(cell.id());
    Html details = Html.of("details", "requirement").with("id", Words.anchor(row.id(), cell.id()));
    details.add(summary(cell, requirement));
    requirement.ifPresent(known -> details.add(Html.of("p", "why").text(known.why())));
    List<Pair> pairs = new ArrayList<>();
    pairs.add(Pair.of("Level", cell.level().text()));
    if (!cell.reason().isEmpty()) {
      pairs.add(Pair.of("Reason", cell.reason()));
    }
    cell.waiver().ifPresent(waiver -> pairs.add(Pair.of("Waiver", waiver.text())));
    if (cell.result().bad()) {
      requirement.ifPresent(known -> pairs.add(Pair.of("What to do", known.whenItFails())));
    }
    Optional<Evidence> record = report.record(row.id(), cell.id());
    record.ifPresent(evidence -> evidence(pairs, cell, requirement, evidence));
    details.add(Tables.pairs(pairs.stream()));
    record.ifPresent(evidence -> details.add(checks(evidence)));
    record
        .filter(evidence -> !evidence.subjects().isEmpty())
        .ifPresent(evidence -> details.add(digests(evidence)));
    return details;
  }

  private static Html summary(Matrix.Cell cell, Optional<Requirement> requirement) {
    Html summary = Html.of("summary");
    summary.add(Html.of("span", "id").text(cell.id())).text(" ");
    summary.add(Html.of("span", "title").text(requirement.map(Requirement::text).orElse("")));
    summary.text(" ").add(Words.result(cell.result()));
    if (cell.waiver().isPresent()) {
      summary.text(" ").add(Html.of("span", "waived").text("waived"));
    }
    return summary;
  }

  private void evidence(
      List<Pair> pairs, Matrix.Cell cell, Optional<Requirement> requirement, Evidence evidence) {
    pairs.add(Pair.of("Service", services(evidence)));
    if (cell.ageDays() >= 0) {
      String age = Words.counted(cell.ageDays(), "day", "days");
      String good =
          requirement
              .map(known -> report.policy().maxAge(known).toDays())
              .map(days -> ", good for " + days)
              .orElse("");
      pairs.add(Pair.of("Age", age + good));
      pairs.add(new Pair("When", Words.time(evidence.started())));
    }
    if (evidence.subjects().isEmpty()) {
      return;
    }
    pairs.add(Pair.of("Took", Words.duration(evidence.duration())));
    pairs.add(Pair.of("Profile", evidence.profile() + ", attempt " + evidence.attempt()));
    for (Fault fault : evidence.faults()) {
      pairs.add(
          Pair.of(
              "Fault",
              fault.check()
                  + ": "
                  + fault.kind()
                  + " at "
                  + fault.at()
                  + ", fired "
                  + fault.fired()
                  + " times"));
    }
    evidence.counts().forEach((name, number) -> pairs.add(Pair.of(name, number.toString())));
    Environment environment = evidence.environment();
    pairs.add(Pair.code("Run", environment.run()));
    if (!environment.commit().isEmpty()) {
      pairs.add(Pair.code("Commit", environment.commit()));
    }
    pairs.add(Pair.of("JDK", environment.jdk()));
    pairs.add(Pair.of("System", environment.os()));
  }

  private static String services(Evidence evidence) {
    return evidence.services().isEmpty()
        ? "none took part"
        : evidence.services().stream()
            .map(RequirementDetails::service)
            .collect(Collectors.joining("; "));
  }

  private static String service(ServiceUse use) {
    return use.label() + " (" + use.kind() + ")";
  }

  private Html checks(Evidence evidence) {
    List<Html> rows = new ArrayList<>();
    if (evidence.subjects().isEmpty()) {
      // Of what is not there, the same would stand in every column.
      evidence.checks().forEach(check -> rows.add(Html.of("li").add(name(check))));
      return Html.of("ul", "untried").add(rows);
    }
    evidence.checks().forEach(check -> rows.add(check(check)));
    return Tables.of("Checks of " + evidence.requirement(), CHECK_HEADS, rows);
  }

  private Html name(CheckEvidence check) {
    return Html.of("span", "stack")
        .add(
            Html.of("code").text(check.check()),
            Html.of("small").text(titles.getOrDefault(check.check(), "")));
  }

  private Html check(CheckEvidence check) {
    boolean tried = check.result() == Outcome.PASSED || check.result().bad();
    return Tables.row(
        CHECK_HEADS,
        name(check),
        Words.result(check.result()),
        Html.of("span").text(check.service().isEmpty() ? "no system" : check.service()),
        Html.of("span").text(tried ? Words.duration(check.duration()) : "not tried"),
        Html.of("span", "seen").text(check.reason()));
  }

  private static Html digests(Evidence evidence) {
    Environment environment = evidence.environment();
    List<Html> rows = new ArrayList<>();
    Function<String, Html> name = text -> Html.of("span").text(text);
    evidence
        .subjects()
        .forEach(subject -> rows.add(file(name.apply(subject.name()), subject.sha256())));
    rows.add(file(name.apply("suite " + environment.suiteVersion()), environment.suiteDigest()));
    rows.add(file(name.apply("policy"), environment.policyDigest()));
    return Html.of("details", "digests")
        .add(Html.of("summary").text("Digests of " + rows.size() + " files"))
        .add(Tables.of("What the evidence is about", FILE_HEADS, rows));
  }

  private static Html file(Html name, String digest) {
    return Tables.row(FILE_HEADS, name, Html.of("code").text(digest));
  }
}
