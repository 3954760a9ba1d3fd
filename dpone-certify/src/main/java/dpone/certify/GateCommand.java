package dpone.certify;

import dpone.certify.catalogue.Requirements;
import dpone.certify.report.Matrix;
import dpone.certify.run.BadInputException;
import dpone.certify.run.RunOutcome;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds a release whose proven levels are too low. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Fails when a connector's proven level is below the one it claims, or below --min.")
final class GateCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = "--min",
      paramLabel = "LEVEL",
      description = "experimental, beta or production-certified; by default what each claims.")
  @Nullable String minimum;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Level least = level();
    PrintWriter out = spec.commandLine().getOut();
    RunOutcome outcome = options.run(spec.commandLine().getErr());
    boolean holds = outcome.matrix().passed();
    outcome.matrix().broken().forEach(line -> out.println("FAILS  " + line));
    for (Matrix.Row row : rows(outcome.matrix())) {
      Level asked = least == null ? row.standing().claimed() : least;
      boolean reaches =
          row.present() && row.passed() && row.standing().proven().compareTo(asked) >= 0;
      holds &= reaches;
      out.println(line(row, asked, reaches));
    }
    return holds ? Certify.HOLDS : Certify.BELOW;
  }

  /** Connectors that are not in this build are judged only when they are asked for by name. */
  private List<Matrix.Row> rows(Matrix matrix) {
    return matrix.connectors().stream()
        .filter(row -> row.present() || !options.connectors.isEmpty())
        .toList();
  }

  private @Nullable Level level() {
    if (minimum == null) {
      return null;
    }
    try {
      return Requirements.level(minimum);
    } catch (IllegalArgumentException unknown) {
      throw new BadInputException(
          "CERTIFY_USAGE: "
              + unknown.getMessage()
              + "; one of none, experimental, beta, production-certified");
    }
  }

  private static String line(Matrix.Row row, Level asked, boolean reaches) {
    return (reaches ? "holds  " : "FAILS  ")
        + row.id()
        + ": asked "
        + asked.text()
        + ", proven "
        + row.standing().proven().text()
        + (row.present() ? "" : ", not in this build")
        + (reaches ? "" : ". " + row.nextStep());
  }
}
