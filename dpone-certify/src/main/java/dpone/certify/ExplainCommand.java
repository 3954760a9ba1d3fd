package dpone.certify;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a requirement demands, or why a connector stands where it stands. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a requirement demands and how it is proven, or why a connector stands where it"
            + " stands and what brings it further.")
final class ExplainCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

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
    RunOutcome outcome = options.run(spec.commandLine().getErr(), List.of(subject));
    for (Matrix.Row row : outcome.matrix().connectors()) {
      connector(out, row, outcome.evidence());
    }
    return Certify.HOLDS;
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

  private static void connector(PrintWriter out, Matrix.Row row, List<Evidence> evidence) {
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
    for (Evidence record : evidence) {
      out.println(record.requirement() + " " + record.result().text());
      if (row.present()) {
        record.checks().forEach(check -> check(out, check));
      }
    }
  }

  private static void check(PrintWriter out, CheckEvidence check) {
    String on = check.service().isEmpty() ? "" : " (" + check.service() + ")";
    out.println("  " + check.check() + on + " " + check.result().text() + ": " + check.reason());
  }
}
