package dpone.service.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs short commands of the operating system to their end. */
final class Commands {
  private Commands() {}

  /** Exit code and what the command printed, on either stream. */
  record Result(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process = prepare(folder, command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.strip());
  }

  /** Like {@link #run}, where a command that is not installed counts as one that failed. */
  static Result attempt(Path folder, List<String> command) throws InterruptedException {
    try {
      return run(folder, command);
    } catch (IOException missing) {
      return new Result(127, ServiceException.reason(missing));
    }
  }

  /** A process whose environment has none of the variables that PostgreSQL's programs obey. */
  static ProcessBuilder prepare(Path folder, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().remove("LC_ALL");
    builder.environment().put("LC_MESSAGES", "C");
    return builder;
  }

  static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Sends a signal by its short name, such as {@code INT}; a process already gone is no error. */
  static void signal(long pid, String signal) throws InterruptedException {
    var command = new ArrayList<>(List.of("sh", "-c", "kill -\"$1\" \"$2\"", "sh"));
    command.add(signal);
    command.add(Long.toString(pid));
    attempt(Path.of("/"), command);
  }
}
