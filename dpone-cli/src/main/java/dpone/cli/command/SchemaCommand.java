package dpone.cli.command;

import dpone.cli.output.ExitCode;
import dpone.runtime.Dpone;
import dpone.runtime.discovery.FoundConnector;
import dpone.runtime.manifest.ManifestJsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of manifests. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of manifests, with the options of the connectors found.",
    footer = {
      "",
      "For an editor: dpone schema > dpone.schema.json, and as the first line of a manifest",
      "  # yaml-language-server: $schema=dpone.schema.json"
    })
public final class SchemaCommand implements Callable<Integer> {
  private final DponeCommand root;

  /** The command below that root. */
  public SchemaCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Dpone dpone = root.open()) {
      root.screen()
          .print(
              ManifestJsonSchema.generate(
                  dpone.connectors().all().stream().map(FoundConnector::descriptor).toList()));
      return ExitCode.DONE;
    }
  }
}
