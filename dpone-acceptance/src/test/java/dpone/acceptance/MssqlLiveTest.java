package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.service.mssql.MssqlStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.sourceforge.jtds.jdbc.Driver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The profile {@code integration_live} of SQL Server: on a server in a container, else skipped. */
@Tag("integration")
class MssqlLiveTest {
  private static final String IMAGE = "mcr.microsoft.com/mssql/server:2022-latest";
  private static final int PORT = 1433;
  private static final String PREFIX = "DPONE_LIVE_MSSQL_";
  private static final String DATABASE = "certify";
  private static final String RECORDS_CHANGES = "EXEC sys.sp_cdc_enable_db";
  private static final String PASSWORD = "L1ve-c4n4ry-Of-SqlServer";

  @TempDir private Path folder;

  @Test
  void aServerInAContainerIsCertifiedWhole() throws Exception {
    assumeTrue(
        docker(), "SKIPPED: no Docker here, which a SQL Server of one's own needs (" + IMAGE + ")");
    try (GenericContainer<?> server =
        new GenericContainer<>(DockerImageName.parse(IMAGE))
            .withEnv("ACCEPT_EULA", "Y")
            .withEnv("MSSQL_SA_PASSWORD", PASSWORD)
            // Its jobs record changes.
            .withEnv("MSSQL_AGENT_ENABLED", "true")
            .withExposedPorts(PORT)
            .waitingFor(
                Wait.forLogMessage(".*Recovery is complete.*\\n", 1)
                    .withStartupTimeout(Duration.ofMinutes(5)))) {
      server.start();
      int port = server.getMappedPort(PORT);
      run(
          server.getHost(),
          port,
          "master",
          "sa",
          List.of(
              "CREATE DATABASE " + DATABASE,
              "ALTER DATABASE " + DATABASE + " SET ALLOW_SNAPSHOT_ISOLATION ON"));
      run(server.getHost(), port, DATABASE, "sa", List.of(RECORDS_CHANGES));

      String out =
          LiveRun.certify(
              "mssql",
              variables(server.getHost(), port, "sa", Map.of("TRUST_SERVER_CERTIFICATE", "true")),
              folder);

      JsonNode record = LiveRun.record(folder);
      assertThat(record.path("result").textValue()).as(out + record).isEqualTo("passed");
      assertThat(record.path("services").toString()).contains("SQL Server", "\"real\"");
      keepsTheSecret(out);
    }
  }

  /** Evidence of a stand-in says so, whoever started it, and carries nobody above beta. */
  @Test
  void aStandInIsNoServerWhereverItIs() throws Exception {
    try (MssqlStandIn server = MssqlStandIn.start(List.of(DATABASE))) {
      server.users().put("visitor", PASSWORD);
      run("127.0.0.1", server.port(), DATABASE, "visitor", List.of(RECORDS_CHANGES));
      String out =
          LiveRun.certify(
              "mssql",
              variables("127.0.0.1", server.port(), "visitor", Map.of("ENCRYPT", "false")),
              folder);

      JsonNode record = LiveRun.record(folder);
      assertThat(record.path("result").textValue()).as(out + record).isEqualTo("passed");
      assertThat(record.path("services").toString())
          .contains(MssqlStandIn.NAME, "\"double\"")
          .doesNotContain("\"real\"");
      keepsTheSecret(out);
    }
  }

  private static Map<String, String> variables(
      String host, int port, String user, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>();
    variables.put(PREFIX + "HOST", host);
    variables.put(PREFIX + "PORT", Integer.toString(port));
    variables.put(PREFIX + "DATABASE", DATABASE);
    variables.put(PREFIX + "USER", user);
    variables.put(PREFIX + "PASSWORD", PASSWORD);
    more.forEach((option, value) -> variables.put(PREFIX + option, value));
    return variables;
  }

  private void keepsTheSecret(String out) throws Exception {
    assertThat(out + Files.readString(folder.resolve("out/evidence.json")))
        .doesNotContain(PASSWORD);
  }

  private static boolean docker() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (IllegalStateException missing) {
      return false;
    }
  }

  /** What the page asks an administrator for. */
  private static void run(
      String host, int port, String database, String user, List<String> statements)
      throws SQLException {
    Properties login = new Properties();
    login.putAll(Map.of("user", user, "password", PASSWORD, "useLOBs", "false"));
    try (Connection client =
            new Driver()
                .connect("jdbc:jtds:sqlserver://" + host + ":" + port + "/" + database, login);
        Statement statement = client.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
