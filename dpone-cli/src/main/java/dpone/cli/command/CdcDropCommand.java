package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.cli.output.Problems;
import dpone.cli.output.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops what a source keeps for a change stream. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    description = {
      "Drops what the source keeps for a pipeline's change stream, so that it need not keep its log.",
      "The state stays: `dpone state reset` forgets it, and the next run reads everything again."
    })
public final class CdcDropCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(paramLabel = "MANIFEST", description = "YAML file of one pipeline or of a batch.")
  private Path manifest = Path.of("");

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  /** The command below that root. */
  public CdcDropCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (!yes && !confirmed()) {
      throw Problems.usage(
          "DROP_NOT_CONFIRMED", "nothing was dropped", "say --yes to drop without being asked");
    }
    ChangeAccess.each(
        root,
        manifest,
        (pipeline, admin) -> {
          List<String> dropped = admin.drop();
          dropped.forEach(what -> root.screen().print("dropped " + what));
          if (dropped.isEmpty()) {
            root.screen().print("the source keeps nothing for " + pipeline.name());
          }
        });
    return ExitCode.DONE;
  }

  private boolean confirmed() {
    return root.screen().terminal()
        && Terminal.confirmed("Drop what the source keeps for the changes of " + manifest + "?");
  }
}
