package dpone.cli.command;

import picocli.CommandLine.Command;

/** Looks after change streams; the subcommands do the work. */
@Command(
    name = "cdc",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at what a source keeps for a pipeline's change stream, and drops it.",
    footer = {
      "",
      "Examples:",
      "  dpone cdc status orders.yaml",
      "  dpone cdc drop orders.yaml --yes",
      "",
      "Exit codes: 0 done; 1 a warning of status; 2 configuration; 3 external system; 4 security."
    })
public final class CdcCommand {}
