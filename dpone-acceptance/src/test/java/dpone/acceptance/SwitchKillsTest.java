package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.service.mssql.MssqlStandIn;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import net.sourceforge.jtds.jdbc.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes that die while they switch rows into SQL Server's stand-in, in the place of its
 * partitions or of the whole table.
 */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SwitchKillsTest {
  private static final String PASSWORD = "Pa55-of-the-loader";
  private static final int ROWS = 300;

  /** Here nothing of a load is to be seen. */
  private static final Set<Boundary> UNCOMMITTED =
      EnumSet.of(Boundary.AFTER_FLUSH_BEFORE_COMMIT, Boundary.DURING_SWAP);

  private static Dpone dpone;

  @TempDir Path folder;
  private MssqlStandIn server;
  private Connection client;

  @BeforeAll
  static void open() {
    dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .leaseTtl(ChildRuns.LEASE)
            .secrets(SecretResolver.of(Map.of()))
            .build();
  }

  @AfterAll
  static void close() {
    dpone.close();
  }

  @BeforeEach
  void orders() throws SQLException {
    server = MssqlStandIn.start(List.of("db"));
    server.users().put("loader", PASSWORD);
    Properties login = new Properties();
    login.putAll(Map.of("user", "loader", "password", PASSWORD, "ssl", "off", "useLOBs", "false"));
    client =
        new Driver().connect("jdbc:jtds:sqlserver://127.0.0.1:" + server.port() + "/db", login);
    run("CREATE SCHEMA shop");
    run("CREATE SCHEMA landing");
    run("CREATE PARTITION FUNCTION regions (int) AS RANGE LEFT FOR VALUES (0, 1, 2, 3)");
    run("CREATE PARTITION SCHEME parts AS PARTITION regions ALL TO ([PRIMARY])");
    run("CREATE TABLE shop.orders (id bigint NOT NULL PRIMARY KEY, note nvarchar(40), region int)");
    run(
        "CREATE TABLE landing.orders (id bigint NOT NULL, note nvarchar(40) NULL, region int NOT"
            + " NULL, PRIMARY KEY CLUSTERED (region, id)) ON parts(region)");
    run("INSERT INTO landing.orders VALUES (-1, N'stays', 9), (7, N'goes', 1), (-2, N'goes', 2)");
    List<String> rows = new ArrayList<>();
    for (int id = 1; id <= ROWS; id++) {
      rows.add("(" + id + ", N'row', " + id % 3 + ")");
    }
    run("INSERT INTO shop.orders VALUES " + String.join(", ", rows));
  }

  @AfterEach
  void stop() throws SQLException {
    client.close();
    server.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = client.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Statement statement = client.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1) + ":" + row.getString(2));
      }
      return rows;
    }
  }

  private List<String> target() throws SQLException {
    return rows("SELECT id, note FROM landing.orders ORDER BY id");
  }

  static Stream<Arguments> every() {
    return Stream.of("partition_replace, partition_by: region", "full_refresh")
        .flatMap(mode ->
            Stream.of(
                    Boundary.AFTER_FLUSH_BEFORE_COMMIT,
                    Boundary.DURING_SWAP,
                    Boundary.AFTER_COMMIT_BEFORE_STATE,
                    Boundary.MID_STATE_WRITE,
                    Boundary.AFTER_STATE_BEFORE_ACKNOWLEDGE)
                .flatMap(boundary ->
                    Stream.of(true, false)
                        .map(together -> Arguments.of(boundary, mode, together))));
  }

  /** Every boundary once, and both modes and states with most of them. */
  static Stream<Arguments> sample() {
    return every()
        .filter(one -> {
          int at = ((Boundary) one.get()[0]).ordinal();
          boolean whole = one.get()[1].equals("full_refresh");
          return whole == (at % 2 == 0) && one.get()[2].equals(at % 3 != 0);
        });
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("every")
  void andSoInEachModeWithEachState(Boundary boundary, String mode, boolean stateInTarget)
      throws Exception {
    killed(boundary, mode, stateInTarget);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("sample")
  void aProcessThatDiesLosesNothingAndDoublesNothing(
      Boundary boundary, String mode, boolean stateInTarget) throws Exception {
    killed(boundary, mode, stateInTarget);
  }

  private void killed(Boundary boundary, String mode, boolean stateInTarget) throws Exception {
    Path manifest = manifest(mode, stateInTarget);
    List<String> before = target();
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, Map.of())) {
      assertThat(child.exitCode())
          .as("the fault must fire at %s:%n%s", boundary, child.printed())
          .isEqualTo(ChildRuns.HALTED);
    }
    if (UNCOMMITTED.contains(boundary)) {
      assertThat(target()).as("before the commit").isEqualTo(before);
    }
    run("INSERT INTO shop.orders VALUES (" + (ROWS + 1) + ", N'late', 1)");
    for (int run = 1; run <= 2; run++) {
      RunReceipt receipt = dpone.run(manifest);
      assertThat(receipt.toJson()).contains("\"succeeded\"");
      List<String> right = new ArrayList<>(rows("SELECT id, note FROM shop.orders ORDER BY id"));
      if (!mode.equals("full_refresh")) {
        right.addFirst("-1:stays");
      }
      // A load that had been published before the death is not done again, and lacks the late row.
      if (run == 2 || UNCOMMITTED.contains(boundary)) {
        assertThat(target()).as("run %s", run).isEqualTo(right);
      }
      assertThat(
              rows(
                  "SELECT t.name, 1 FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id ="
                      + " t.schema_id WHERE s.name = 'dpone_stage'"))
          .as("stages left behind")
          .isEmpty();
    }
  }

  private Path manifest(String mode, boolean stateInTarget) throws IOException {
    String connection =
        "{ host: 127.0.0.1, port: %d, database: db, user: loader, password: \"%s\", encrypt: \"false\" }"
            .formatted(server.port(), PASSWORD);
    return Files.writeString(
        folder.resolve("m.yaml"),
        """
        name: orders
        source:
          type: mssql
          connection: %1$s
          streams: [ { name: shop.orders } ]
        sink:
          type: mssql
          connection: %1$s
          table: landing.orders
          strategy: { mode: %2$s }
          publish: switch
        state: %3$s
        runtime: { parallelism: 1, memory: 1MB }
        """
            .formatted(
                connection,
                mode,
                stateInTarget
                    ? "{ type: mssql, connection: " + connection + " }"
                    : "{ type: file, path: \"" + folder.resolve("state") + "\" }"));
  }
}
