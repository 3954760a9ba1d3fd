package dpone.connector.clickhouse.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One real engine for the sink's tests, run by the project's own service process. */
final class SinkServer {
  private static SinkServer instance;

  private final BufferedReader replies;
  private final BufferedWriter requests;

  private SinkServer() throws IOException {
    Path folder = Files.createTempDirectory("dpone-ch-sink");
    String classPath =
        Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", classPath));
    command.addAll(List.of("dpone.service.clickhouse.Main", "--data", folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    replies = process.inputReader(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
  }

  private static void end(Process process, Path folder) {
    try {
      process.outputWriter().close();
      process.waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      }
    } catch (IOException | InterruptedException ignored) {
      process.destroy();
    }
  }

  static synchronized SinkServer get() {
    try {
      if (instance == null) {
        instance = new SinkServer();
      }
      return instance;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server of its own, for a test that kills it. */
  static SinkServer another() {
    try {
      return new SinkServer();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  synchronized JsonNode ask(String request) {
    try {
      requests.write(request);
      requests.newLine();
      requests.flush();
      JsonNode reply = new ObjectMapper().readTree(replies.readLine());
      if (!reply.path("ok").asBoolean()) {
        throw new IllegalStateException("service: " + reply);
      }
      return reply;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A database, made when it is first asked for. */
  Database database(String name) {
    JsonNode connection = ask("{\"op\":\"open\",\"database\":\"" + name + "\"}").get("connection");
    Map<String, String> values = new HashMap<>();
    connection.properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    return new Database(values);
  }

  /** A database, and a way to look at it that shares no code with the connector. */
  static final class Database {
    private final HttpClient http = HttpClient.newHttpClient();
    final Map<String, String> connection;

    Database(Map<String, String> connection) {
      this.connection = connection;
    }

    /** The same as another user. */
    Database as(String user, String password) {
      Map<String, String> other = new HashMap<>(connection);
      other.put("user", user);
      other.put("password", password);
      return new Database(other);
    }

    String name() {
      return connection.get("database");
    }

    void run(String... statements) {
      for (String sql : statements) {
        ask(sql);
      }
    }

    /** Lines of TabSeparated text. */
    List<String> rows(String sql) {
      return ask(sql).lines().toList();
    }

    String value(String sql) {
      return ask(sql).strip();
    }

    private String ask(String sql) {
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(
                        URI.create(
                            connection.get("url")
                                + "/?mutations_sync=2&database="
                                + connection.get("database")))
                    .header("X-ClickHouse-User", connection.get("user"))
                    .header("X-ClickHouse-Key", connection.get("password"))
                    .POST(HttpRequest.BodyPublishers.ofString(sql))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IllegalStateException(sql + ": " + answer.body());
        }
        return answer.body();
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
