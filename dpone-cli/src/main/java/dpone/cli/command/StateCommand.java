package dpone.cli.command;

import picocli.CommandLine.Command;

/** Looks at the state of pipelines; the subcommands do the work. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at the positions and open loads of a pipeline, and forgets them.",
    footer = {
      "",
      "Examples:",
      "  dpone state list orders.yaml",
      "  dpone state export orders.yaml > state.json",
      "  dpone state reset orders.yaml --scope public.orders --yes",
      "",
      "Exit codes: 0 done; 1 being run right now; 2 configuration; 3 external system; 4 security."
    })
public final class StateCommand {}
