package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.document.OutlineDocument;
import dpone.cli.document.PlanDocument;
import dpone.cli.output.Documents;
import dpone.cli.output.ExitCode;
import dpone.cli.text.OutlineText;
import dpone.cli.text.PlanText;
import dpone.runtime.Dpone;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.plan.PipelineOutline;
import dpone.runtime.plan.PipelinePlan;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a run would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Says what a run would do and why: lane, publish, DDL, types. Connects to both systems,"
            + " unless --offline, and changes neither.",
    footer = {
      "",
      "Examples:",
      "  dpone plan orders.yaml",
      "  dpone plan orders.yaml --offline      without a network, such as for a review",
      "  dpone plan orders.yaml --format json | jq '.streams[].ddl'",
      "",
      "Exit codes: 0 a run could start; 2 configuration or plan; 3 external system; 4 security."
    })
public final class PlanCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(
      names = "--offline",
      description =
          "Connect to nothing, and say what the manifest settles: what is read and how it is"
              + " promised, not columns, DDL or lane.")
  private boolean offline;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public PlanCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Dpone dpone = root.open()) {
      List<ObjectNode> documents = new ArrayList<>();
      for (Manifest pipeline : root.read(dpone, manifest)) {
        String text;
        if (offline) {
          PipelineOutline outline = dpone.outline(pipeline);
          documents.add(OutlineDocument.of(outline));
          text = OutlineText.of(outline);
        } else {
          PipelinePlan plan = dpone.plan(pipeline);
          documents.add(PlanDocument.of(plan));
          text = PlanText.plan(plan);
        }
        if (!format.json()) {
          root.screen()
              .print(PlanText.header(Dpone.version(), pipeline, ZoneId.systemDefault()) + text);
        }
      }
      if (format.json()) {
        root.screen().document(together(documents));
      }
      return ExitCode.DONE;
    }
  }

  static ObjectNode together(List<ObjectNode> documents) {
    if (documents.size() == 1) {
      return documents.get(0);
    }
    ObjectNode batch = Documents.object();
    ArrayNode pipelines = batch.putArray("pipelines");
    documents.forEach(pipelines::add);
    return batch;
  }
}
