package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.cli.output.ExitCode;
import dpone.cli.output.Problems;
import dpone.cli.output.Screen;
import dpone.cli.text.PlanText;
import dpone.cli.text.ProgressView;
import dpone.cli.text.ReceiptText;
import dpone.runtime.Dpone;
import dpone.runtime.json.Json;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.observe.RunListener;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves data. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the pipelines of a manifest: plan, read, stage, check, publish, then the position.",
      "A run that failed or was interrupted is simply run again: it finds out what the last one did."
    },
    footer = {
      "",
      "Every run leaves its receipt in .dpone/receipts beside the manifest. The pipelines of a",
      "batch manifest run in order, each to its own end; the exit code is the gravest of them.",
      "",
      "Examples:",
      "  dpone run orders.yaml",
      "  dpone run orders.yaml --receipt receipt.json",
      "  dpone run orders.yaml --format json | jq .streams",
      "",
      "Exit codes: 0 everything asked for is at the target and in the state; 1 data, accounting or",
      "commit unknown, also when part of it succeeded; 2 configuration or plan; 3 external system;",
      "4 security; 130 interrupted."
    })
public final class RunCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Also write the receipt there, for failed runs too.")
  private @Nullable Path receiptFile;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public RunCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (receiptFile != null) {
      ReceiptFiles.prepare(receiptFile);
    }
    Instant startedAt = Instant.now();
    List<RunReceipt> receipts = new ArrayList<>();
    try (Interruption interruption = Interruption.watch()) {
      try {
        run(receipts, interruption);
      } catch (RuntimeException | Error e) {
        if (!receipts.isEmpty()) {
          throw e;
        }
        DponeException failure = Problems.of("run", e);
        receipts.add(UnreadReceipt.of(failure, startedAt, root.screen()::redact));
        complain(failure);
      }
      report(receipts);
      return interruption.happened()
          ? ExitCode.INTERRUPTED
          : receipts.stream().map(ExitCode::of).reduce(ExitCode.DONE, ExitCode::worst);
    }
  }

  private void run(List<RunReceipt> receipts, Interruption interruption) {
    Screen screen = root.screen();
    RunListener listener =
        format.json() ? RunListener.SILENT : new ProgressView(screen, System::nanoTime);
    try (Dpone dpone = root.open(listener)) {
      for (Manifest pipeline : root.read(dpone, manifest)) {
        if (interruption.happened()) {
          return;
        }
        if (!format.json()) {
          screen.print(PlanText.header(Dpone.version(), pipeline, ZoneId.systemDefault()));
        }
        RunReceipt receipt = dpone.run(pipeline);
        receipts.add(receipt);
        if (!format.json()) {
          screen.print(ReceiptText.end(receipt));
        }
        receipt.cause().ifPresent(this::complain);
        archive(pipeline, receipt);
      }
    }
  }

  private void complain(DponeException failure) {
    root.screen().error(failure);
    if (root.debug()) {
      root.screen().trace(failure);
    }
  }

  /** What was moved is moved: a receipt that cannot be kept is no failure of the run. */
  private void archive(Manifest pipeline, RunReceipt receipt) {
    try {
      ReceiptFiles.write(ReceiptFiles.archive(pipeline, receipt), text(document(receipt)));
    } catch (DponeException e) {
      root.screen().complain("warning " + e.oneLine());
    }
  }

  private void report(List<RunReceipt> receipts) {
    ObjectNode document = receipts.size() == 1 ? document(receipts.get(0)) : batch(receipts);
    if (format.json()) {
      root.screen().document(document);
    }
    if (receiptFile != null) {
      ReceiptFiles.write(receiptFile, text(document));
    }
  }

  private static ObjectNode document(RunReceipt receipt) {
    return (ObjectNode) Json.tree(receipt.toJson());
  }

  private static ObjectNode batch(List<RunReceipt> receipts) {
    ObjectNode document = Documents.object();
    document.put(
        "status", ExitCode.overall(receipts.stream().map(RunReceipt::status).toList()).text());
    ArrayNode pipelines = document.putArray("pipelines");
    receipts.forEach(receipt -> pipelines.add(document(receipt)));
    return document;
  }

  private String text(ObjectNode document) {
    return Json.pretty(Documents.redact(document, root.screen()::redact));
  }
}
