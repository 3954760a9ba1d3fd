package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.document.ChangeDocument;
import dpone.cli.output.ExitCode;
import dpone.cli.text.ChangeText;
import dpone.spi.cdc.ChangeHealth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says how a change stream is doing. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says how far a pipeline's change stream is behind, how much log the source keeps for it, and"
          + " what is about to go wrong.",
      "Exit code 1 if there is a warning, so that a timer can watch over it."
    })
public final class CdcStatusCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public CdcStatusCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<ObjectNode> documents = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    ChangeAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          Optional<ChangeHealth> health = admin.health();
          health.ifPresent(h -> warnings.addAll(h.warnings()));
          if (format.json()) {
            documents.add(ChangeDocument.of(pipeline.name(), health));
          } else {
            root.screen().print(ChangeText.of(pipeline.name(), health));
          }
        });
    if (format.json()) {
      root.screen().document(PlanCommand.together(documents));
    }
    return warnings.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
