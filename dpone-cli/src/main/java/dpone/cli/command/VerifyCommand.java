package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.cli.output.ExitCode;
import dpone.cli.text.VerifyText;
import dpone.runtime.Dpone;
import dpone.runtime.json.Json;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.verify.VerifyReport;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares both ends of a pipeline. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares source and target by counts and hashes that each system computes itself, with",
      "queries that share nothing with the load, and names the keys that differ. Changes nothing."
    },
    footer = {
      "",
      "As a gate: dpone run orders.yaml && dpone verify orders.yaml",
      "or `verify: after_commit` in the manifest. Rows that change at the source between the run",
      "and the comparison count as different.",
      "",
      "Exit codes: 0 equal; 1 different; 2 configuration or plan; 3 external system; 4 security."
    })
public final class VerifyCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Differing keys to name for each stream, at most; default ${DEFAULT-VALUE}.")
  private int limit;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public VerifyCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    int code = ExitCode.DONE;
    List<ObjectNode> documents = new ArrayList<>();
    try (Dpone dpone = root.open()) {
      for (Manifest pipeline : root.read(dpone, manifest)) {
        VerifyReport report = dpone.verify(pipeline, Math.max(0, limit));
        ObjectNode document = (ObjectNode) Json.tree(report.toJson());
        documents.add(document);
        if (!format.json()) {
          root.screen().print(VerifyText.report(report));
        }
        try {
          report.require();
        } catch (DponeException difference) {
          document.set("error", Documents.error(difference));
          root.screen().error(difference);
          code = ExitCode.worst(code, ExitCode.of(difference.category()));
        }
      }
    }
    if (format.json()) {
      root.screen().document(PlanCommand.together(documents));
    }
    return code;
  }
}
