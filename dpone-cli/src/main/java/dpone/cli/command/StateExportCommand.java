package dpone.cli.command;

import dpone.cli.output.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the state as it is stored. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Prints the state as one JSON document, with what the store holds for each scope.")
public final class StateExportCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  /** The command below that root. */
  public StateExportCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.screen().document(StateAccess.export(root, manifest, scope -> true));
    return ExitCode.DONE;
  }
}
