/** The dpone command: what a person or a scheduler runs. */
module dpone.cli {
  requires dpone.certify;
  requires dpone.runtime;
  requires dpone.spi;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires java.logging;

  // Fields that hold options are set by picocli.
  opens dpone.cli.command to
      info.picocli;
}
