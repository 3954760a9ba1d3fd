package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.cli.output.Problems;
import dpone.cli.output.Terminal;
import dpone.runtime.state.StateAdmin;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets the state of a pipeline. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Forgets the positions of a pipeline, or of one scope: its next run reads from the beginning.",
      "The target is not touched; an append then brings rows a second time."
    })
public final class StateResetCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(names = "--scope", paramLabel = "S", description = "Only that scope, such as a stream.")
  private @Nullable String scope;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  /** The command below that root. */
  public StateResetCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (!yes && !confirmed()) {
      throw Problems.usage(
          "RESET_NOT_CONFIRMED", "nothing was reset", "say --yes to reset without being asked");
    }
    List<String> done = new ArrayList<>();
    StateAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          for (StateAdmin.Scope entry : admin.list()) {
            String name = entry.entry().key().scope();
            if (scope == null || scope.equals(name)) {
              admin.reset(name);
              done.add(name);
              root.screen().print("reset " + entry.entry().key());
            }
          }
        });
    if (scope != null && done.isEmpty()) {
      throw DponeException.of(
              ErrorCategory.NOT_FOUND, "SCOPE_NOT_FOUND", "there is no state for scope " + scope)
          .remedy("see `dpone state list " + manifest + "`")
          .build();
    }
    if (done.isEmpty()) {
      root.screen().print("there was no state to reset");
    }
    return ExitCode.DONE;
  }

  private boolean confirmed() {
    String what = scope == null ? "every scope" : scope;
    return root.screen().terminal()
        && Terminal.confirmed("Forget the position of " + what + " in " + manifest + "?");
  }
}
