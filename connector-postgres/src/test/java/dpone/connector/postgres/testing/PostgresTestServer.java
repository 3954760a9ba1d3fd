package dpone.connector.postgres.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.postgres.connect.ConnectionOptions;
import dpone.spi.option.Options;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One real server for all tests of the JVM, run by the project's own service process. {@code
 * -Ddpone.test.postgres=installed} takes the installed PostgreSQL in place of the bundled one.
 */
public final class PostgresTestServer {
  private static PostgresTestServer instance;

  private final BufferedReader replies;
  private final BufferedWriter requests;

  private PostgresTestServer() throws IOException {
    Path folder = Files.createTempDirectory("dpone-pg");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    command.add("dpone.service.postgres.Main");
    command.add("--data");
    command.add(folder.resolve("data").toString());
    if ("installed".equals(System.getProperty("dpone.test.postgres"))) {
      command.add("--installed");
    }
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

  public static synchronized PostgresTestServer get() {
    try {
      if (instance == null) {
        instance = new PostgresTestServer();
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
        throw new IllegalStateException("service: " + reply);
      }
      return reply;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public void restart() {
    ask("{\"op\":\"restart\"}");
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

    public Connection connect() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:postgresql://"
              + connection.get("host")
              + ":"
              + connection.get("port")
              + "/"
              + connection.get("database"),
          connection.get("user"),
          connection.get("password"));
    }

    public void run(String... statements) {
      try (Connection c = connect();
          Statement statement = c.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    /** First column of all rows, as the server's own text. */
    public List<String> column(String sql) {
      try (Connection c = connect();
          Statement statement = c.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    public String value(String sql) {
      return column(sql).get(0);
    }

    /**
     * Rows of a query in psql's own rendering, in an order of their own: a client that shares no
     * code with the connector. Without psql, the server's text by a protocol of texts alone.
     */
    public List<String> psql(String sql) {
      if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
          .noneMatch(folder -> Files.isExecutable(Path.of(folder, "psql")))) {
        return texts(sql);
      }
      try {
        ProcessBuilder builder =
            new ProcessBuilder(
                "psql",
                "-X",
                "-At",
                "-F",
                "|",
                "-P",
                "null=NULL",
                "-v",
                "ON_ERROR_STOP=1",
                "-c",
                "SET TimeZone = 'UTC'; SET extra_float_digits = 3;",
                "-c",
                sql);
        builder.environment().put("PGHOST", connection.get("host"));
        builder.environment().put("PGPORT", connection.get("port"));
        builder.environment().put("PGDATABASE", connection.get("database"));
        builder.environment().put("PGUSER", connection.get("user"));
        builder.environment().put("PGPASSWORD", connection.get("password"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(output);
        }
        return output.lines().filter(line -> !line.equals("SET")).sorted().toList();
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }

    /**
     * What pg_dump says about a schema without its rows, sorted; empty where there is no pg_dump or
     * it is older than the server.
     */
    public List<String> dump(String schema) {
      try {
        ProcessBuilder builder =
            new ProcessBuilder(
                "pg_dump", "--schema-only", "-n", schema, connection.get("database"));
        builder.environment().put("PGHOST", connection.get("host"));
        builder.environment().put("PGPORT", connection.get("port"));
        builder.environment().put("PGUSER", connection.get("user"));
        builder.environment().put("PGPASSWORD", connection.get("password"));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
            ? output.lines().filter(l -> !l.contains("restrict ")).sorted().toList()
            : List.of();
      } catch (IOException missing) {
        return List.of();
      } catch (InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }

    /** The same without psql. */
    public List<String> texts(String sql) {
      String url =
          "jdbc:postgresql://"
              + connection.get("host")
              + ":"
              + connection.get("port")
              + "/"
              + connection.get("database")
              + "?preferQueryMode=simple";
      try (Connection c =
              DriverManager.getConnection(url, connection.get("user"), connection.get("password"));
          Statement statement = c.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET extra_float_digits = 3");
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              cells.add(String.valueOf(rows.getString(i)).replaceAll("^null$", "NULL"));
            }
            String.join("|", cells).lines().forEach(lines::add);
          }
        }
        return lines.stream().sorted().toList();
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
