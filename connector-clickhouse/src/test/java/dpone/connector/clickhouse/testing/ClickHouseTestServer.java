package dpone.connector.clickhouse.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.clickhouse.connect.ConnectionOptions;
import dpone.spi.option.Options;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One real engine for all tests of the JVM, run by the project's own service process. Where it is
 * not installed tests are skipped, unless {@code DPONE_CLICKHOUSE} is {@code required}.
 */
public final class ClickHouseTestServer {
  private static ClickHouseTestServer instance;

  private final BufferedReader replies;
  private final BufferedWriter requests;

  private ClickHouseTestServer() throws IOException {
    Path folder = Files.createTempDirectory("dpone-ch");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.add("-cp");
    command.add(
        Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    command.add("dpone.service.clickhouse.Main");
    command.add("--data");
    command.add(folder.resolve("data").toString());
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
        files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      }
    } catch (IOException | InterruptedException ignored) {
      process.destroy();
    }
  }

  public static synchronized ClickHouseTestServer get() {
    try {
      if (instance == null) {
        instance = new ClickHouseTestServer();
      }
      return instance;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private synchronized JsonNode ask(String request) {
    try {
      requests.write(request);
      requests.newLine();
      requests.flush();
      JsonNode reply = new ObjectMapper().readTree(replies.readLine());
      if (!reply.path("ok").asBoolean()) {
        boolean missing = reply.path("remedy").asText().equals("run ./build services");
        assumeTrue(
            !missing || "required".equals(System.getenv("DPONE_CLICKHOUSE")), reply.toString());
        throw new IllegalStateException("service: " + reply);
      }
      return reply;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public void control(String operation) {
    ask("{\"op\":\"" + operation + "\"}");
  }

  /** A database, made empty when it is first asked for. */
  public Database database(String name) {
    JsonNode connection = ask("{\"op\":\"open\",\"database\":\"" + name + "\"}").get("connection");
    Map<String, String> values = new HashMap<>();
    connection.properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    return new Database(values);
  }

  /** A database, and an independent way to look at it. */
  public record Database(Map<String, String> connection) {
    public Options options() {
      return options(Map.of());
    }

    public Options options(Map<String, ?> more) {
      Map<String, Object> all = new HashMap<>(connection);
      all.putAll(more);
      return TestOptions.of(ConnectionOptions.SPEC, all);
    }

    public void run(String... statements) {
      for (String sql : statements) {
        ask(sql);
      }
    }

    /** Lines of tab-separated text. */
    public List<String> lines(String sql) {
      String text = ask(sql);
      return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    public String value(String sql) {
      return ask(sql).strip();
    }

    private String ask(String sql) {
      try {
        HttpURLConnection http =
            (HttpURLConnection)
                URI.create(
                        connection.get("url")
                            + "/?wait_end_of_query=1&mutations_sync=2&database="
                            + connection.get("database"))
                    .toURL()
                    .openConnection();
        http.setDoOutput(true);
        http.setRequestProperty("X-ClickHouse-User", connection.get("user"));
        http.setRequestProperty("X-ClickHouse-Key", connection.get("password"));
        http.getOutputStream().write(sql.getBytes(StandardCharsets.UTF_8));
        http.getOutputStream().close();
        boolean ok = http.getResponseCode() == 200;
        try (InputStream in = ok ? http.getInputStream() : http.getErrorStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          if (!ok) {
            throw new IllegalStateException(text);
          }
          return text;
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
