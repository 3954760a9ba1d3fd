package dpone.cli.command;

/** Who reads the output. */
enum OutputFormat {
  text,
  json
}
