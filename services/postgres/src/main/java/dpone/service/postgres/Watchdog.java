package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends the server when the service dies, where the kernel can't be asked to: a shell that waits for
 * the end of a pipe, whose other end goes with this process.
 */
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while read -r line; do :; done
      kill -INT "$1" 2>/dev/null
      """;

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  static Watchdog over(ProcessHandle server) throws IOException {
    List<String> command = List.of("sh", "-c", SCRIPT, "sh", Long.toString(server.pid()));
    return new Watchdog(
        Commands.prepare(Path.of("/"), command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Called before the server's process id is free to be given to another. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
