package dpone.cli.command;

import picocli.CommandLine.Option;

/** The option by which a program asks for a document. */
final class FormatOption {
  static final String NAME = "--format";

  @Option(
      names = NAME,
      paramLabel = "text|json",
      defaultValue = "text",
      description =
          "text for people; json writes one document on standard output and nothing else there.")
  private OutputFormat format = OutputFormat.text;

  boolean json() {
    return format == OutputFormat.json;
  }
}
