package dpone.cli.command;

import picocli.CommandLine.Command;

/** Looks after change streams; the subcommands do the work. */
@Command(
    name = "cdc",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Prints what sets a pipeline's change stream up, looks at what the source keeps for it, and"
            + " drops it.",
    footer = {
      "",
      "Examples:",
      "  dpone cdc setup orders.yaml > setup.sql",
      "  dpone cdc status orders.yaml",
      "  dpone cdc drop orders.yaml --yes",
      "",
      "Exit codes: 0 done; 1 a warning of status; 2 configuration; 3 external system; 4 security."
    })
public final class CdcCommand {}
