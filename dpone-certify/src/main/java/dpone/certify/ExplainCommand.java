package dpone.certify;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.ListedConnector;
import dpone.certify.catalogue.ListedConnectors;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.report.Matrix;
import dpone.certify.run.RunOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a requirement demands, or why a connector stands where it stands. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a requirement demands and how it is proven, or why a connector stands where it"
          + " stands and what brings it further.",
      "Where the ledger knows the connector, nothing is tried unless --profile is given."
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Mixin JudgeOptions judging = new JudgeOptions();

  @Option(
      names = "--recorded",
      description = "Try nothing: explain by the ledger alone, for the jars that are here.")
  boolean recorded;

  @Parameters(
      index = "0",
      paramLabel = "REQUIREMENT|ID",
      description = "Id of a requirement, such as BETA-3, or of a connector.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  String subject;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Requirement> requirement = Requirements.load().find(subject);
    if (requirement.isPresent()) {
      requirement(out, requirement.get());
      return Certify.HOLDS;
    }
    Judge judge = judging.judge();
    RunOutcome outcome =
        options.run(
            spec.commandLine().getErr(), List.of(subject), judge, recorded || isKnown(judge));
    for (Matrix.Row row : outcome.matrix().connectors()) {
      connector(out, row, outcome, judge);
    }
    return Certify.HOLDS;
  }

  private boolean isKnown(Judge judge) {
    return !spec.commandLine().getParseResult().hasMatchedOption("--profile")
        && options.requirements.isEmpty()
        && judge.history().stream().anyMatch(record -> record.connector().equals(subject));
  }

  private static void requirement(PrintWriter out, Requirement r) {
    out.println(r.id() + " (" + r.level().text() + "): " + r.text());
    out.println("why:           " + r.why());
    out.println("proven by:     " + r.provenBy());
    out.println("when it fails: " + r.whenItFails());
    out.println("evidence age:  at most " + r.evidenceMaxAge().toDays() + " days");
    for (Check check : r.checks()) {
      out.println("  " + check.id() + " [" + check.profile().text() + "] " + check.title());
      out.println("    applies to " + check.applies().text() + "; broken by: " + check.defect());
    }
  }

  private static void connector(PrintWriter out, Matrix.Row row, RunOutcome outcome, Judge judge) {
    out.println(
        row.name()
            + " ("
            + row.id()
            + "): proven "
            + row.standing().proven().text()
            + ", claimed "
            + row.standing().claimed().text()
            + ", so it counts as "
            + row.standing().level().text());
    out.println("next step: " + row.nextStep());
    ListedConnectors.load()
        .find(row.id())
        .map(ListedConnector::pageNextStep)
        .ifPresent(step -> out.println("the certification page says: " + step));
    out.println(
        "ledger: "
            + judge.trust().text()
            + ", "
            + judge.history().size()
            + " entries; policy: "
            + judge.policy().source());
    Judgement judgement = outcome.judgements().get(row.id());
    if (judgement == null) {
      return;
    }
    apart(out, judgement);
    out.println("evidence:");
    for (Evidence record : judgement.records()) {
      out.println(record.requirement() + " " + record.result().text() + made(record));
      record.checks().forEach(check -> check(out, check));
    }
  }

  private static void apart(PrintWriter out, Judgement judgement) {
    if (judgement.apart().isEmpty() && judgement.limit().isEmpty()) {
      out.println("nothing separates it from production-certified");
      return;
    }
    out.println("what separates it from production-certified:");
    for (String id : judgement.apart()) {
      String state =
          judgement
              .record(id)
              .map(r -> r.result().text() + (r.reason().isEmpty() ? "" : ": " + r.reason()))
              .orElse("missing");
      String byDouble = state.equals("passed") ? ", but only against a double" : "";
      String waiver =
          Optional.ofNullable(judgement.waivers().get(id))
              .map(active -> "; " + active.text())
              .orElse("");
      out.println("  " + id + " " + state + byDouble + waiver);
    }
    judgement.limit().ifPresent(limit -> out.println("  " + limit));
  }

  private static String made(Evidence record) {
    return record.result().decisive() ? " (run " + record.environment().run() + ")" : "";
  }

  private static void check(PrintWriter out, CheckEvidence check) {
    String on = check.service().isEmpty() ? "" : " (" + check.service() + ")";
    out.println("  " + check.check() + on + " " + check.result().text() + ": " + check.reason());
  }
}
