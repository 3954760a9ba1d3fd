package dpone.connector.kafka.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One of the project's own services, for all tests of the JVM or for one that breaks it. */
public final class TestService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static TestService kafka;
  private static TestService registry;

  private final Process process;
  private final Path folder;
  private final BufferedReader replies;
  private final BufferedWriter requests;

  private TestService(String main) throws IOException {
    folder = Files.createTempDirectory("dpone-kafka");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    command.add(main);
    command.add("--data");
    command.add(folder.resolve("data").toString());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    replies = process.inputReader(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  /** The broker that tests share; nobody stops or kills it. */
  public static synchronized TestService kafka() {
    if (kafka == null) {
      kafka = own();
    }
    return kafka;
  }

  /** The registry that tests share. */
  public static synchronized TestService registry() {
    if (registry == null) {
      registry = start("dpone.service.schemaregistry.Main");
    }
    return registry;
  }

  /** A broker for one test, which may kill it. */
  public static TestService own() {
    return start("dpone.service.kafka.Main");
  }

  private static TestService start(String main) {
    try {
      return new TestService(main);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Folder of the service's data, certificates among them. */
  public Path data() {
    return folder.resolve("data");
  }

  /** The reply to a request. */
  public synchronized JsonNode ask(Map<String, ?> request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      JsonNode reply = JSON.readTree(replies.readLine());
      if (!reply.path("ok").asBoolean()) {
        throw new IllegalStateException("service: " + reply);
      }
      return reply;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Options of a connection, as a manifest would give them. */
  public Map<String, Object> connection(Map<String, ?> more) {
    Map<String, Object> request = new java.util.HashMap<>(more);
    request.put("op", "open");
    Map<String, Object> options = new java.util.HashMap<>();
    ask(request)
        .get("connection")
        .properties()
        .forEach(e -> options.put(e.getKey(), e.getValue().asText()));
    return options;
  }

  /** Options of a connection without login or encryption. */
  public Map<String, Object> connection() {
    return connection(Map.of());
  }

  @Override
  public void close() {
    end();
  }

  private void end() {
    try {
      process.outputWriter().close();
      process.waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      }
    } catch (IOException | InterruptedException ignored) {
      process.destroy();
    }
  }
}
