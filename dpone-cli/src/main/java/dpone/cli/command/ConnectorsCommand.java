package dpone.cli.command;

import dpone.cli.document.ConnectorDocument;
import dpone.cli.output.ExitCode;
import dpone.cli.text.ConnectorText;
import dpone.runtime.Dpone;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the connectors there are. */
@Command(
    name = "connectors",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the connectors that were found: roles, version, the level each claims, drivers; and",
      "what was found and cannot be used, with the reason. With an id, the options of that one."
    },
    footer = {
      "",
      "A claim is not a proof: `dpone certify` runs the tests.",
      "",
      "Examples:",
      "  dpone connectors",
      "  dpone connectors postgres",
      "  dpone --plugin build/libs/my-connector.jar connectors",
      "",
      "Exit codes: 0 done; 2 no such connector."
    })
public final class ConnectorsCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "One connector.")
  private @Nullable String id;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public ConnectorsCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Dpone dpone = root.open()) {
      ConnectorRegistry registry = dpone.connectors();
      if (id == null) {
        all(registry);
      } else {
        one(registry.require(id));
      }
      return ExitCode.DONE;
    }
  }

  private void all(ConnectorRegistry registry) {
    if (format.json()) {
      root.screen().document(ConnectorDocument.all(registry));
    } else {
      root.screen().print(ConnectorText.table(registry));
    }
  }

  private void one(FoundConnector connector) {
    if (format.json()) {
      root.screen().document(ConnectorDocument.details(connector));
    } else {
      root.screen().print(ConnectorText.details(connector));
    }
  }
}
