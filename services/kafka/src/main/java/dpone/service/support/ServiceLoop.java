package dpone.service.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service process: one reply line for every request line, until the end of standard input,
 * which is also what it sees of its parent's death.
 */
public final class ServiceLoop {
  private ServiceLoop() {}

  /** Makes what the service runs. */
  @FunctionalInterface
  public interface Factory {
    /**
     * Starts nothing yet.
     *
     * @param data the service's folder, which is there and held by nobody else
     */
    Backend create(Path data) throws ServiceException, IOException;
  }

  /**
   * Answers until the end of the input.
   *
   * @param arguments {@code --data DIR}
   */
  public static void run(String[] arguments, Factory factory)
      throws IOException, InterruptedException {
    var errors =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    if (arguments.length != 2 || !arguments[0].equals("--data")) {
      errors.println("expected: --data DIR");
      Runtime.getRuntime().exit(2);
    }
    Path data = Path.of(arguments[1]).toAbsolutePath().normalize();
    Files.createDirectories(data);
    var input =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    var output = new FileOutputStream(FileDescriptor.out);
    try (Lazy backend = new Lazy(data, factory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(backend), "end-service"));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        output.write((answer(backend, line) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    // Threads of libraries must not keep a service whose parent is gone.
    Runtime.getRuntime().exit(0);
  }

  private static ObjectNode answer(Lazy lazy, String line) throws InterruptedException {
    try {
      JsonNode request = parse(line);
      String op = request.path("op").asText("");
      if (!List.of("open", "ping", "stop", "kill", "restart").contains(op)) {
        throw new ServiceException(
            "unknown op \"" + op + "\"", "one of open, ping, stop, kill, restart");
      }
      Backend backend = lazy.get();
      return switch (op) {
        case "open" -> backend.open(request);
        case "ping" -> backend.ping();
        case "stop" -> {
          backend.stop();
          yield done();
        }
        case "kill" -> {
          backend.kill();
          yield done();
        }
        default -> {
          backend.restart();
          yield backend.ping();
        }
      };
    } catch (ServiceException problem) {
      return failed(problem.message(), problem.remedy());
    } catch (IOException | RuntimeException problem) {
      return failed(String.valueOf(problem), "read server.log in the service's folder");
    }
  }

  /** A reply that says that all is well. */
  public static ObjectNode done() {
    return JsonNodeFactory.instance.objectNode().put("ok", true);
  }

  private static ObjectNode failed(String message, String remedy) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ok", false)
        .put("error", message)
        .put("remedy", remedy);
  }

  private static JsonNode parse(String line) throws ServiceException {
    try {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      throw new ServiceException(
          "not JSON: " + malformed.getOriginalMessage(), "send one JSON object a line", malformed);
    }
    throw new ServiceException("not a JSON object", "send one JSON object a line");
  }

  private static void end(Lazy backend) {
    try {
      backend.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Made at the first request, so that two services on one folder meet at the lock. */
  private static final class Lazy implements AutoCloseable {
    private final Path data;
    private final Factory factory;
    private volatile @Nullable Backend backend;

    Lazy(Path data, Factory factory) {
      this.data = data;
      this.factory = factory;
    }

    Backend get() throws ServiceException, IOException, InterruptedException {
      Backend made = backend;
      if (made == null) {
        DataLock.take(data);
        made = factory.create(data);
        backend = made;
      }
      return made;
    }

    @Override
    public void close() throws InterruptedException {
      Backend made = backend;
      if (made != null) {
        made.close();
      }
    }
  }
}
