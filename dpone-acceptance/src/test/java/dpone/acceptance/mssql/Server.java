package dpone.acceptance.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.acceptance.DistFolder;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.service.mssql.MssqlStandIn;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.sourceforge.jtds.jdbc.Driver;

/** The stand-in with tables, the runtime that loads them, and a client that others wrote. */
final class Server implements AutoCloseable {
  static final String USER = "loader";
  static final String PASSWORD = "Pa55-of-the-loader";
  static final int ROWS = 12;

  private final MssqlStandIn standIn = MssqlStandIn.start(List.of("db"));
  private final Connection client;
  private final Dpone dpone;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private volatile Consumer<Boundary> hears = reached -> {};

  Server() throws SQLException {
    standIn.users().put(USER, PASSWORD);
    Properties login = new Properties();
    login.putAll(Map.of("user", USER, "password", PASSWORD, "ssl", "off", "useLOBs", "false"));
    client =
        new Driver().connect("jdbc:jtds:sqlserver://127.0.0.1:" + standIn.port() + "/db", login);
    run("CREATE SCHEMA shop");
    run("CREATE SCHEMA landing");
    dpone =
        Dpone.builder()
            .dist(DistFolder.dist())
            .secrets(SecretResolver.of(Map.of()))
            .meters(meters)
            .leaseTtl(Duration.ofSeconds(2))
            .onBoundary(reached -> hears.accept(reached))
            .build();
  }

  MssqlStandIn standIn() {
    return standIn;
  }

  void hears(Consumer<Boundary> boundaries) {
    hears = boundaries;
  }

  void run(String sql) throws SQLException {
    try (Statement statement = client.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows as text, in order. */
  List<String> rows(String sql) throws SQLException {
    try (Statement statement = client.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1) + ":" + row.getString(2));
      }
      return rows;
    }
  }

  /** How often the runtime has tried a call again, in all runs. */
  long retries() {
    return Math.round(
        Stream.of("dpone.retries", "dpone.split.retries")
            .flatMap(name -> meters.find(name).counters().stream())
            .mapToDouble(Counter::count)
            .sum());
  }

  /** A filled source, and a target with a row of its own. */
  void tables(Pipeline pipeline) throws SQLException {
    run(
        "CREATE TABLE "
            + pipeline.source()
            + " (id bigint NOT NULL PRIMARY KEY, note nvarchar(40) NULL)");
    run("CREATE TABLE " + pipeline.target() + " (id bigint NOT NULL, note nvarchar(40) NULL)");
    run("INSERT INTO " + pipeline.target() + " (id, note) VALUES (-1, N'there before')");
    for (int id = 1; id <= ROWS; id++) {
      run("INSERT INTO " + pipeline.source() + " (id, note) VALUES (" + id + ", N'row')");
    }
  }

  List<String> target(Pipeline pipeline) throws SQLException {
    return rows("SELECT id, note FROM " + pipeline.target() + " ORDER BY id");
  }

  /** What was ever published of a pipeline. */
  List<String> loads(Pipeline pipeline) throws SQLException {
    return rows("SELECT OBJECT_ID(N'[dpone_meta].[loads]'), 1").getFirst().startsWith("null")
        ? List.of()
        : rows(
            "SELECT load_id, generation FROM [dpone_meta].[loads] WHERE pipeline = N'"
                + pipeline.name()
                + "' ORDER BY load_id");
  }

  /** The receipt of a run; of one that was refused before it began, its error alone. */
  JsonNode load(Path folder, Pipeline pipeline) throws IOException {
    return load(folder, pipeline, "");
  }

  JsonNode load(Path folder, Pipeline pipeline, String more) throws IOException {
    return load(folder, pipeline, more, "false");
  }

  JsonNode load(Path folder, Pipeline pipeline, String more, String encrypt) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path manifest =
        Files.writeString(
            folder.resolve("m.yaml"), pipeline.manifest(standIn.port(), more, encrypt));
    try {
      return json.readTree(dpone.run(manifest).toJson());
    } catch (DponeException refused) {
      var receipt = json.createObjectNode().put("status", "failed");
      receipt
          .putObject("error")
          .put("code", refused.code())
          .put("category", refused.category().name())
          .put("message", refused.oneLine())
          .put("remedy", refused.remedy());
      return receipt;
    }
  }

  /** Runs it twice, and the second time finds nothing new: every row is there once. */
  void everyRowOnce(Path folder, Pipeline pipeline) throws Exception {
    List<String> all = new ArrayList<>();
    if (!pipeline.mode().equals("full_refresh")) {
      all.add("-1:there before");
    }
    for (int id = 1; id <= ROWS; id++) {
      all.add(id + ":row");
    }
    for (int run = 1; run <= 2; run++) {
      JsonNode receipt = load(folder, pipeline);
      assertThat(receipt.path("status").textValue()).as(receipt.toString()).isEqualTo("succeeded");
      assertThat(target(pipeline)).as("run %s", run).isEqualTo(all);
    }
  }

  @Override
  public void close() throws SQLException {
    try (standIn;
        client;
        dpone) {
      hears = reached -> {};
    }
  }
}
