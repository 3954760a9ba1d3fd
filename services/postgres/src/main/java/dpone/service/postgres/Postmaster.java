package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a cluster's {@code postmaster.pid} says of the server that runs it, or ran it last. */
final class Postmaster {
  private static final int STATUS_LINE = 7;
  private static final Duration FAST = Duration.ofSeconds(20);
  private static final Duration IMMEDIATE = Duration.ofSeconds(5);

  private Postmaster() {}

  /** Whether the server of this process id takes connections. */
  static boolean ready(Path data, long pid) {
    List<String> lines = lines(data);
    return lines.size() > STATUS_LINE
        && lines.get(0).strip().equals(Long.toString(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /** Ends a server that outlived its service, and clears the file of one that is gone. */
  static void endLeftover(Path data) throws IOException, InterruptedException {
    Optional<ProcessHandle> left = recorded(data).flatMap(ProcessHandle::of);
    if (left.isEmpty()) {
      return; // The server itself clears a file whose process is gone.
    }
    if (runs(left.get(), data)) {
      end(left.get());
    } else {
      // The id was given to a stranger since, and the server would take that for its predecessor.
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
  }

  /** Fast shutdown; an immediate one, and then the end, for a server that does not obey. */
  static void end(ProcessHandle server) throws InterruptedException {
    Commands.signal(server.pid(), "INT");
    if (!ended(server, FAST)) {
      Commands.signal(server.pid(), "QUIT");
      if (!ended(server, IMMEDIATE)) {
        crash(server);
      }
    }
  }

  /** SIGKILL to the server and all of its processes, as when a machine fails. */
  static void crash(ProcessHandle server) throws InterruptedException {
    List<ProcessHandle> all = server.descendants().toList();
    server.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    ended(server, IMMEDIATE);
    for (ProcessHandle process : all) {
      ended(process, IMMEDIATE);
    }
  }

  private static boolean ended(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static boolean runs(ProcessHandle process, Path data) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(data.toString()))
        .orElse(false);
  }

  private static Optional<Long> recorded(Path data) {
    return lines(data).stream()
        .findFirst()
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  private static List<String> lines(Path data) {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (IOException absent) {
      return List.of();
    }
  }
}
