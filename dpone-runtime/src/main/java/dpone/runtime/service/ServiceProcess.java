package dpone.runtime.service;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running service: one request line, one reply line. It ends when its standard input does, so
 * also when this process dies. Thread-safe; requests go one after the other.
 */
final class ServiceProcess {
  /** Time for the process to end by itself, then it is killed. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int STDERR_LINES = 20;
  private static final System.Logger LOG = System.getLogger(ServiceProcess.class.getName());

  private final String name;
  private final Process process;
  private final OutputStream requests;
  private final BlockingQueue<Optional<String>> replies = new LinkedBlockingQueue<>();
  private final Deque<String> stderr = new ArrayDeque<>();
  private final Thread stderrReader;
  private final Duration timeout;
  private volatile boolean usable = true;

  private ServiceProcess(String name, Process process, Duration timeout) {
    this.name = name;
    this.process = process;
    this.requests = process.getOutputStream();
    this.timeout = timeout;
    reader("replies", process.getInputStream(), this::reply);
    this.stderrReader = reader("messages", process.getErrorStream(), this::message);
  }

  static ServiceProcess start(ServiceFolder folder, Path data, Duration timeout) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx" + folder.heap(),
            "-XX:+UseSerialGC",
            "-cp",
            folder.path().resolve("*").toString(),
            folder.mainClass(),
            "--data",
            data.toString());
    try {
      Files.createDirectories(data);
      return new ServiceProcess(folder.name(), new ProcessBuilder(command).start(), timeout);
    } catch (IOException e) {
      throw DponeException.of(
              ErrorCategory.RESOURCE,
              "SERVICE_NOT_STARTABLE",
              "service " + folder.name() + " cannot be started: " + e.getMessage())
          .remedy("check that " + data + " can be written")
          .cause(e)
          .build();
    }
  }

  /** Whether it can be asked; one that failed to answer cannot, even while it is still ending. */
  boolean isUsable() {
    return usable && process.isAlive();
  }

  /** Sends a request and waits for its reply. */
  synchronized JsonNode ask(Map<String, ?> request) {
    try {
      requests.write((Json.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
      requests.flush();
    } catch (IOException e) {
      throw ended(e);
    }
    return answer(await());
  }

  private String await() {
    try {
      Optional<String> line = replies.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        // Whatever it says later would be taken for the answer to another question.
        kill();
        throw DponeException.of(
                ErrorCategory.RESOURCE,
                "SERVICE_TIMEOUT",
                "service " + name + " gave no answer within " + timeout.toSeconds() + " s")
            .remedy("see what it says: " + messages())
            .build();
      }
      return line.orElseThrow(() -> ended(null));
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw DponeException.of(
              ErrorCategory.RESOURCE,
              "SERVICE_INTERRUPTED",
              "waiting for service " + name + " was interrupted")
          .cause(e)
          .build();
    }
  }

  private JsonNode answer(String line) {
    JsonNode reply;
    try {
      reply = Json.tree(line);
    } catch (IllegalArgumentException e) {
      // The line may hold a password, and so may what the parser says of it: neither is repeated.
      throw unintelligible();
    }
    if (reply.path("ok").asBoolean(false)) {
      return reply;
    }
    if (!reply.path("error").isTextual()) {
      throw unintelligible();
    }
    throw DponeException.of(
            ErrorCategory.RESOURCE,
            "SERVICE_FAILED",
            "service " + name + ": " + reply.path("error").textValue())
        .remedy(reply.path("remedy").asText(""))
        .build();
  }

  private DponeException unintelligible() {
    kill();
    return DponeException.of(
            ErrorCategory.INTERNAL,
            "SERVICE_PROTOCOL",
            "service " + name + " gave an answer that is not understood")
        .remedy("run `./build services` again, so that it fits this dpone")
        .build();
  }

  private void kill() {
    usable = false;
    process.destroyForcibly();
  }

  private DponeException ended(@Nullable IOException cause) {
    kill();
    try {
      // Its last words may still be on their way.
      stderrReader.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "SERVICE_ENDED",
            "service " + name + " has ended: " + messages())
        .remedy("see its message; run `./build services` again if its jars are at fault")
        .cause(cause)
        .build();
  }

  private String messages() {
    synchronized (stderr) {
      return stderr.isEmpty() ? "it said nothing" : String.join("; ", stderr);
    }
  }

  /** Ends the process; safe to call twice, and while another thread waits for an answer. */
  void close() {
    try {
      requests.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "service {0} had already gone", name);
    }
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "service {0} did not end and is killed", name);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void reply(@Nullable String line) {
    replies.add(Optional.ofNullable(line));
  }

  private void message(@Nullable String line) {
    if (line == null) {
      return;
    }
    LOG.log(System.Logger.Level.DEBUG, "service {0}: {1}", name, line);
    synchronized (stderr) {
      stderr.addLast(line.strip());
      if (stderr.size() > STDERR_LINES) {
        stderr.removeFirst();
      }
    }
  }

  private Thread reader(String what, InputStream from, LineSink sink) {
    return Thread.ofPlatform()
        .daemon()
        .name("service-" + name + "-" + what)
        .start(() -> {
          try (BufferedReader lines =
              new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              sink.take(line);
            }
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a pipe of a service broke", e);
          }
          sink.take(null);
        });
  }

  /** Takes each line, then null at the end. */
  @FunctionalInterface
  private interface LineSink {
    void take(@Nullable String line);
  }
}
