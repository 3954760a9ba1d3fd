package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.cli.output.ExitCode;
import dpone.cli.output.Problems;
import dpone.cli.output.Screen;
import dpone.runtime.Dpone;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestWarning;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a manifest is right. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validates a manifest: keys, values, secrets; then, unless --offline, that both systems can be",
      "reached, that the streams exist and that every type can be mapped. Changes nothing."
    },
    footer = {
      "",
      "Every pipeline of a batch is checked, also after one that failed.",
      "",
      "Examples:",
      "  dpone check orders.yaml --offline     in a commit hook, without a network",
      "  dpone check orders.yaml",
      "",
      "Exit codes: 0 right; 2 configuration or plan; 3 external system; 4 security."
    })
public final class CheckCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(names = "--offline", description = "Connect to nothing.")
  private boolean offline;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public CheckCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Screen screen = root.screen();
    ObjectNode document = Documents.object();
    ArrayNode pipelines = document.putArray("pipelines");
    int code = ExitCode.DONE;
    try (Dpone dpone = root.open()) {
      for (Manifest pipeline : root.read(dpone, manifest)) {
        ObjectNode entry = pipelines.addObject().put("name", pipeline.name()).put("ok", true);
        ArrayNode warnings = entry.putArray("warnings");
        pipeline.warnings().stream().map(ManifestWarning::oneLine).forEach(warnings::add);
        try {
          if (!offline) {
            dpone.plan(pipeline);
          }
          if (!format.json()) {
            screen.print("ok " + describe(pipeline));
          }
        } catch (RuntimeException e) {
          DponeException problem = Problems.of("check", e);
          code = ExitCode.worst(code, ExitCode.of(problem.category()));
          entry.put("ok", false).set("error", Documents.error(problem));
          if (!document.has("error")) {
            document.set("error", Documents.error(problem));
          }
          screen.error(problem);
          if (root.debug()) {
            screen.trace(problem);
          }
        }
      }
    }
    if (format.json()) {
      screen.document(document);
    }
    return code;
  }

  private static String describe(Manifest pipeline) {
    List<String> streams =
        pipeline.source().streams().stream().map(s -> s.name() + " -> " + s.target()).toList();
    return pipeline.name()
        + ": "
        + pipeline.source().type()
        + " to "
        + pipeline.sink().type()
        + ", "
        + String.join(", ", streams);
  }
}
