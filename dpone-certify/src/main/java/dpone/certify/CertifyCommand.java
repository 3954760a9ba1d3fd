package dpone.certify;

import dpone.certify.problem.BadInputException;
import dpone.certify.run.RunOutcome;
import dpone.certify.sign.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Certifies, records what was found and prints the matrix. */
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
      "  2  bad usage or input",
      "  3  evidence was tampered with, or is not valid",
      "  4  evidence or a waiver has expired"
    },
    subcommands = {
      GateCommand.class,
      ExplainCommand.class,
      VerifyCommand.class,
      KeygenCommand.class
    })
final class CertifyCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Mixin JudgeOptions judging = new JudgeOptions();

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description =
          "Sign evidence and ledger with this Ed25519 private key (PKCS#8, PEM; see certify"
              + " keygen).")
  @Nullable Path key;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json, markdown, html or junit on standard output; may be repeated. Default: markdown.")
  List<Format> formats = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for matrix.json, matrix.md, matrix.html, junit.xml, evidence.json, statements.jsonl and, with"
              + " --sign, evidence.intoto.jsonl.")
  @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    Optional<SigningKey> signing = Optional.ofNullable(key).map(SigningKey::read);
    Recording recording = Recording.open(judging, signing);
    RunOutcome found = options.run(line.getErr(), recording.judge());
    RunOutcome outcome = recording.record(found, line.getErr());
    if (out != null) {
      write(out, outcome, signing);
    }
    print(line.getOut(), outcome);
    List<String> over = recording.policy().expiredWaivers(Instant.now());
    over.forEach(line.getErr()::println);
    if (!outcome.matrix().passed()) {
      return Certify.BELOW;
    }
    return over.isEmpty() ? Certify.HOLDS : Certify.EXPIRED;
  }

  private void print(PrintWriter printer, RunOutcome outcome) {
    for (Format format : formats.isEmpty() ? List.of(Format.MARKDOWN) : formats) {
      printer.print(format.text(outcome));
    }
  }

  private static void write(Path folder, RunOutcome outcome, Optional<SigningKey> signing) {
    try {
      OutFolder.write(folder, outcome, signing);
    } catch (IOException unwritable) {
      throw new BadInputException("CERTIFY_OUT: cannot write to " + folder + ": " + unwritable);
    }
  }
}
