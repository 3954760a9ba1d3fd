package dpone.service.clickhouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service as dpone starts it: a process, spoken to by lines of JSON. */
final class ServiceProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader replies;

  private ServiceProcess(Process process) {
    this.process = process;
    this.replies = process.inputReader(StandardCharsets.UTF_8);
  }

  static ServiceProcess start(Path data) throws IOException {
    return start(data, System.getenv("DPONE_CACHE"), classPath());
  }

  static ServiceProcess start(Path data, String cache, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, "dpone.service.clickhouse.Main"));
    command.addAll(List.of("--data", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    if (cache != null) {
      builder.environment().put("DPONE_CACHE", cache);
    }
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ServiceProcess(builder.start());
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  JsonNode say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return JSON.readTree(replies.readLine());
  }

  JsonNode open(String database) throws IOException {
    return say(JSON.createObjectNode().put("op", "open").put("database", database).toString());
  }

  JsonNode open(String database, Path init) throws IOException {
    return say(
        JSON.createObjectNode()
            .put("op", "open")
            .put("database", database)
            .put("init", init.toString())
            .toString());
  }

  ProcessHandle server() throws IOException {
    return ProcessHandle.of(say("{\"op\":\"ping\"}").get("pid").longValue()).orElseThrow();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What the parent's orderly end looks like to the service. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the service went on after the end of its input");
    }
  }

  static String query(JsonNode opened, String sql) throws IOException {
    return query(opened, "dpone", opened.at("/connection/password").textValue(), sql);
  }

  /** The result, or the server's complaint. */
  static String query(JsonNode opened, String user, String password, String sql)
      throws IOException {
    var connection =
        (java.net.HttpURLConnection)
            URI.create(
                    opened.at("/connection/url").textValue()
                        + "/?database="
                        + opened.at("/connection/database").textValue())
                .toURL()
                .openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("X-ClickHouse-User", user);
    connection.setRequestProperty("X-ClickHouse-Key", password);
    connection.getOutputStream().write(sql.getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().close();
    try (InputStream answer =
        connection.getResponseCode() == 200
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
