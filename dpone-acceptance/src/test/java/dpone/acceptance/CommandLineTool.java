package dpone.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a user has it: {@code java -p dist/lib -m dpone.cli}. */
public final class CommandLineTool {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * The tool.
   *
   * @param folder working folder; output is kept there too
   * @param environment variables beside those of this process
   */
  public CommandLineTool(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What a command printed and how it ended.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  public record Result(int code, String out, String err) {}

  public Result run(String... arguments) {
    return end(start(arguments));
  }

  /** Starts a command and does not wait; its output goes to files, so that no pipe fills up. */
  Process start(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Dist.java(),
                "--add-modules",
                "ALL-DEFAULT",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-p",
                Dist.folder().resolve("lib").toString(),
                "-m",
                "dpone.cli"));
    command.addAll(List.of(arguments));
    if (System.getProperty("os.name").equals("Linux")) {
      // A build started in the background of a shell ignores SIGINT, and its children inherit that.
      command.addAll(0, List.of("env", "--default-signal=INT"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a command to end. */
  Result end(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + read("out.txt") + read("err.txt"));
      }
      return new Result(process.exitValue(), read("out.txt"), read("err.txt"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
