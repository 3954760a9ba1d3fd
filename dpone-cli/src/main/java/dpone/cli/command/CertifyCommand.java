package dpone.cli.command;

import picocli.CommandLine.Command;

/**
 * Stands in the list of commands and in completion scripts; certification reads its arguments
 * itself and is called before this command line is parsed.
 */
@Command(
    name = "certify",
    description = {
      "Runs every connector's checks and computes its level from the evidence; see",
      "`dpone certify --help`."
    })
public final class CertifyCommand {}
