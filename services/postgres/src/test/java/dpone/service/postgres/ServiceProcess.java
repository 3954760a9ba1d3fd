package dpone.service.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  static ServiceProcess start(Path data, String... arguments) throws IOException {
    return start(List.of(), classPath(), Map.of(), data, arguments);
  }

  static ServiceProcess start(
      List<String> prefix,
      String classPath,
      Map<String, String> environment,
      Path data,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, "dpone.service.postgres.Main"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    builder.environment().remove("DPONE_PG_BIN");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ServiceProcess(builder.start());
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  JsonNode say(String line) throws IOException {
    send(line);
    return reply();
  }

  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  JsonNode reply() throws IOException {
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

  long pid() {
    return process.pid();
  }

  List<ProcessHandle> children() {
    return process.children().toList();
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

  static String query(JsonNode opened, String sql) throws SQLException {
    try (Connection connection = connect(opened, opened.at("/connection/password").textValue());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  static Connection connect(JsonNode opened, String password) throws SQLException {
    JsonNode connection = opened.get("connection");
    String address =
        connection.get("host").textValue()
            + ":"
            + connection.get("port").intValue()
            + "/"
            + connection.get("database").textValue();
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address, connection.get("user").textValue(), password);
  }
}
