package dpone.certify;

import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.policy.Policy;
import dpone.certify.report.Matrix;
import dpone.certify.run.RunOutcome;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    description = {
      "Fails when a connector's proven level is below --min, else below what the policy asks for,"
          + " else below what it claims.",
      "Judges by the ledger and by a run of its own, which it does not record."
    })
final class GateCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Mixin JudgeOptions judging = new JudgeOptions();

  @Option(
      names = "--min",
      paramLabel = "LEVEL",
      description =
          "experimental, beta or production-certified; by default what the policy asks for, else"
              + " what each claims.")
  @Nullable String minimum;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment of the policy whose levels are asked for.")
  @Nullable String environment;

  @Option(
      names = "--recorded",
      description = "Try nothing: judge by the ledger alone, for the jars that are here.")
  boolean recorded;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Optional<Level> least = AskedLevel.of(minimum);
    Judge judge = judging.judge();
    AskedLevel.refuseUnknown(judge.policy(), environment);
    PrintWriter out = spec.commandLine().getOut();
    RunOutcome outcome =
        options.run(spec.commandLine().getErr(), options.connectors, judge, recorded);
    List<Integer> codes = new ArrayList<>();
    for (String broken : outcome.matrix().broken()) {
      out.println("FAILS  " + broken);
      codes.add(Certify.BELOW);
    }
    for (Matrix.Row row : rows(outcome.matrix())) {
      codes.add(row(out, row, outcome, judge.policy(), least));
    }
    for (String over : expired(judge, outcome.matrix())) {
      out.println("FAILS  " + over);
      codes.add(Certify.EXPIRED);
    }
    // What is over needs somebody's decision, also where more than that is wrong.
    return codes.stream().max(Integer::compare).orElse(Certify.HOLDS);
  }

  private int row(
      PrintWriter out, Matrix.Row row, RunOutcome outcome, Policy policy, Optional<Level> least) {
    Level asked =
        least
            .or(() -> policy.minimum(row.id(), Optional.ofNullable(environment)))
            .orElse(row.standing().claimed());
    Judgement judgement = outcome.judgements().get(row.id());
    if (judgement == null) {
      out.println(
          "FAILS  "
              + row.id()
              + ": asked "
              + asked.text()
              + ", proven none, not in this build. "
              + row.nextStep());
      return Certify.BELOW;
    }
    Asked answer = new Asked(row.id(), asked, judgement);
    out.println(answer.line() + (answer.code() == Certify.HOLDS ? "" : ". " + row.nextStep()));
    return answer.code();
  }

  /** Connectors that are not in this build are judged only when they are asked for by name. */
  private List<Matrix.Row> rows(Matrix matrix) {
    return matrix.connectors().stream()
        .filter(row -> row.present() || !options.connectors.isEmpty())
        .toList();
  }

  private List<String> expired(Judge judge, Matrix matrix) {
    List<String> judged = rows(matrix).stream().map(Matrix.Row::id).toList();
    return judge.policy().waivers().stream()
        .filter(waiver -> judged.contains(waiver.connector()) && !waiver.active(judge.now()))
        .map(waiver -> waiver.expired())
        .toList();
  }
}
