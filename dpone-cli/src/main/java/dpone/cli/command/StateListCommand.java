package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.cli.text.StateText;
import dpone.runtime.state.StateAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the scopes of a pipeline. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the scopes that have a state, with their positions.")
public final class StateListCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public StateListCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (format.json()) {
      root.screen().document(StateAccess.export(root, manifest, scope -> true));
      return ExitCode.DONE;
    }
    StateAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          root.screen().print("pipeline " + pipeline.name() + ", state in " + admin.identity());
          List<StateAdmin.Scope> scopes = admin.list();
          root.screen().print(scopes.isEmpty() ? "no state yet" : StateText.table(scopes));
        });
    return ExitCode.DONE;
  }
}
