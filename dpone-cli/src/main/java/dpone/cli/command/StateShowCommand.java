package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.cli.text.StateText;
import dpone.runtime.state.StateAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all that is known of the scopes of a pipeline. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows position, last load and open load of each scope.")
public final class StateShowCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(names = "--scope", paramLabel = "S", description = "Only that scope, such as a stream.")
  private @Nullable String scope;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public StateShowCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (format.json()) {
      root.screen().document(StateAccess.export(root, manifest, this::wanted));
      return ExitCode.DONE;
    }
    StateAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          root.screen().print("pipeline " + pipeline.name() + ", state in " + admin.identity());
          List<StateAdmin.Scope> found = admin.list().stream().filter(this::wanted).toList();
          if (found.isEmpty()) {
            root.screen().print("no state yet");
          }
          found.forEach(entry -> root.screen().print(StateText.details(entry)));
        });
    return ExitCode.DONE;
  }

  private boolean wanted(StateAdmin.Scope entry) {
    return scope == null || entry.entry().key().scope().equals(scope);
  }
}
