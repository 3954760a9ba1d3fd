package dpone.certify;

import dpone.certify.evidence.EvidenceJson;
import dpone.certify.run.BadInputException;
import dpone.certify.run.RunOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Certifies and prints the matrix. */
@Command(
    name = "certify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs every connector's checks and computes its level from the evidence.",
      "A level is never typed by hand: a descriptor claims, evidence proves, the lower counts."
    },
    footer = {
      "",
      "Exit codes:",
      "  0  what was asked for holds",
      "  1  a requirement failed, or a level is below the one asked for",
      "  2  bad usage or input"
    },
    subcommands = {GateCommand.class, ExplainCommand.class})
final class CertifyCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json, markdown or junit on standard output; may be repeated. Default: markdown.")
  List<Format> formats = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for matrix.json, matrix.md, junit.xml and evidence.json.")
  @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    RunOutcome outcome = options.run(line.getErr());
    if (out != null) {
      write(out, outcome);
    }
    print(line.getOut(), outcome);
    return outcome.matrix().passed() ? Certify.HOLDS : Certify.BELOW;
  }

  private void print(PrintWriter printer, RunOutcome outcome) {
    for (Format format : formats.isEmpty() ? List.of(Format.MARKDOWN) : formats) {
      printer.print(format.text(outcome));
    }
  }

  private static void write(Path folder, RunOutcome outcome) {
    try {
      Files.createDirectories(folder);
      for (Format format : Format.values()) {
        Files.writeString(folder.resolve(format.file()), format.text(outcome));
      }
      Files.writeString(folder.resolve("evidence.json"), EvidenceJson.text(outcome.evidence()));
    } catch (IOException unwritable) {
      throw new BadInputException("CERTIFY_OUT: cannot write to " + folder + ": " + unwritable);
    }
  }
}
