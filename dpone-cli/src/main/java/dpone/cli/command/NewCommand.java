package dpone.cli.command;

import picocli.CommandLine.Command;

/** The group of commands that begin something. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Begins a project.")
public final class NewCommand {}
