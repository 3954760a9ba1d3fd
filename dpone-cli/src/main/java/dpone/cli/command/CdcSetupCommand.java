package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.document.SetupDocument;
import dpone.cli.output.ExitCode;
import dpone.cli.text.SetupText;
import dpone.runtime.change.ChangeStreamAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what lets a source record changes. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the statements that an administrator of the source has to run so that a pipeline's"
          + " changes can be followed, as a script with a reason for each. Runs none of them.",
      "Only what is missing is printed."
    })
public final class CdcSetupCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public CdcSetupCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<ObjectNode> documents = new ArrayList<>();
    ChangeAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          ChangeStreamAdmin.Setup setup = admin.setup();
          if (format.json()) {
            documents.add(SetupDocument.of(pipeline.name(), setup));
          } else {
            root.screen().print(SetupText.of(pipeline.name(), setup));
          }
        });
    if (format.json()) {
      root.screen().document(PlanCommand.together(documents));
    }
    return ExitCode.DONE;
  }
}
