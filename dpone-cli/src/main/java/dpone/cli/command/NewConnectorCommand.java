package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.cli.output.Problems;
import dpone.cli.scaffold.ConnectorName;
import dpone.cli.scaffold.ConnectorProject;
import dpone.runtime.discovery.DistLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the project of a new connector. */
@Command(
    name = "connector",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a Maven project of a connector that builds, passes its certification and is"
          + " experimental by proof.",
      "It moves tables in files of a folder; put another system in their place, a class at a time."
    },
    footer = {
      "",
      "Then: cd connector-NAME && mvn verify",
      "The way from there: docs/writing-a-connector.md"
    })
public final class NewConnectorCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The connector's id: lower-case letters, digits and hyphens, such as my-files.")
  private String name = "";

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "The new folder; it must not exist. Default: connector-NAME.")
  private @Nullable Path into;

  /** The command on the root's screen. */
  public NewConnectorCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    ConnectorName connector = new ConnectorName(name);
    Path folder = into == null ? Path.of("connector-" + connector.id()) : into;
    Path dist =
        DistLocator.find(root.dist())
            .orElseThrow(() ->
                Problems.usage(
                    "DIST_NOT_FOUND",
                    "there is no distribution to build against",
                    "name the folder that holds lib and connectors with --dist"));
    List<String> files = new ConnectorProject(connector, dist).write(folder);
    root.screen()
        .print(
            "Wrote "
                + files.size()
                + " files into "
                + folder
                + "\nNext: cd "
                + folder
                + " && mvn verify\n");
    return ExitCode.DONE;
  }
}
