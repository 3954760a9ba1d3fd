package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dpone.connector.mssql.MssqlConnector;
import dpone.connector.mssql.source.SourceOptions;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.mssql.MssqlStandIn;
import dpone.spi.Endpoint;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is printed for an administrator is run as it stands, and then nothing is missing: against
 * the stand-in.
 */
@Tag("integration")
class SetupTest {
  private static final String ODD = "[odd]]s].[it's]";
  private static final ChangeScope SCOPE = new ChangeScope("shop", "changes");

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private final TestContext context = new TestContext();
  private final List<ChangeSource> opened = new ArrayList<>();
  private Connection admin;

  @BeforeEach
  void start() throws SQLException {
    server.users().put("sa", "secret");
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "secret");
    login.setProperty("encrypt", "false");
    admin =
        new SQLServerDriver()
            .connect("jdbc:sqlserver://127.0.0.1:" + server.port() + ";databaseName=shop", login);
    run(
        "CREATE SCHEMA [odd]]s]",
        "CREATE TABLE [odd]]s].[it's] (id bigint NOT NULL PRIMARY KEY, name nvarchar(20) NULL)",
        "CREATE TABLE orders (id bigint NOT NULL PRIMARY KEY, name nvarchar(20) NULL)");
  }

  @AfterEach
  void stop() throws SQLException {
    admin.close();
    opened.forEach(ChangeSource::close);
    server.close();
  }

  private void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = admin.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private ChangeSource source(String capture) {
    Map<String, Object> options = new HashMap<>();
    options.put("isolation", TestOptions.of(SourceOptions.SPEC).string("isolation"));
    options.put("cdc", Options.of(Map.of("capture", capture)));
    ChangeSource source =
        new MssqlConnector()
            .changes(
                new Endpoint(TestOptions.toDouble(server.port()), Options.of(options)), context);
    opened.add(source);
    return source;
  }

  private List<ChangeSetup.Step> missing(
      String capture, @Nullable Position reached, String... tables) {
    List<ChangeSetup.Followed> followed = new ArrayList<>();
    for (String table : tables) {
      followed.add(new ChangeSetup.Followed(StreamSelection.all(table), List.of()));
    }
    return source(capture)
        .capability(ChangeSetup.class)
        .orElseThrow()
        .missing(new ChangeSetup.Request(SCOPE, followed, reached));
  }

  private static List<String> statements(List<ChangeSetup.Step> steps) {
    return steps.stream().map(ChangeSetup.Step::statement).toList();
  }

  /** Runs what is printed. */
  private void setUp(List<ChangeSetup.Step> steps) throws SQLException {
    run(statements(steps).toArray(String[]::new));
  }

  private Position position(String kind, Lsn lsn, String instance) throws SQLException {
    return new LogPosition(
            kind,
            ChangePoint.end(lsn),
            "shop",
            Map.of("dbo.orders", new LogPosition.Stream(instance, 1, 1, Lsn.ZERO)))
        .encode();
  }

  @Test
  void changeDataCaptureOfADatabaseThatRecordsNothing() throws SQLException {
    server.snapshots("shop", false);
    List<ChangeSetup.Step> steps = missing("auto", null, ODD, "dbo.orders");
    assertThat(statements(steps))
        .containsExactly(
            "USE [shop];",
            "EXEC sys.sp_cdc_enable_db;",
            "ALTER DATABASE [shop] SET ALLOW_SNAPSHOT_ISOLATION ON;",
            "EXEC sys.sp_cdc_enable_table @source_schema = N'odd]s', @source_name = N'it''s',"
                + " @role_name = NULL, @supports_net_changes = 0;",
            "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'orders',"
                + " @role_name = NULL, @supports_net_changes = 0;");
    assertThat(steps).noneMatch(step -> step.why().isBlank());
    setUp(steps);
    assertThat(missing("auto", null, ODD, "dbo.orders")).isEmpty();
    assertThat(source("cdc").describe(StreamSelection.all(ODD), List.of()).schema().key())
        .containsExactly("id");
  }

  @Test
  void oneTableMoreThanTheOthersIsAllThatIsPrinted() throws SQLException {
    setUp(missing("cdc", null, "dbo.orders"));
    assertThat(statements(missing("cdc", null, "dbo.orders", ODD)))
        .hasSize(2)
        .last()
        .asString()
        .contains("N'odd]s'");
  }

  @Test
  void changeTracking() throws SQLException {
    server.snapshots("shop", false);
    List<ChangeSetup.Step> steps = missing("change_tracking", null, ODD);
    assertThat(statements(steps))
        .containsExactly(
            "USE [shop];",
            "ALTER DATABASE [shop] SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS,"
                + " AUTO_CLEANUP = ON);",
            "ALTER DATABASE [shop] SET ALLOW_SNAPSHOT_ISOLATION ON;",
            "ALTER TABLE [odd]]s].[it's] ENABLE CHANGE_TRACKING;");
    setUp(steps);
    assertThat(missing("change_tracking", null, ODD)).isEmpty();
    // What is tracked already is not recorded twice.
    assertThat(statements(missing("auto", null, ODD, "dbo.orders")))
        .containsExactly("USE [shop];", "ALTER TABLE [dbo].[orders] ENABLE CHANGE_TRACKING;");
  }

  @Test
  void aColumnThatCameLaterNeedsASecondInstanceAndAThirdTheFirstGone() throws SQLException {
    setUp(missing("cdc", null, "dbo.orders"));
    run("ALTER TABLE orders ADD day date NULL");
    List<ChangeSetup.Step> second = missing("cdc", null, "dbo.orders");
    assertThat(statements(second))
        .containsExactly(
            "USE [shop];",
            "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'orders',"
                + " @role_name = NULL, @supports_net_changes = 0, @capture_instance ="
                + " N'dbo_orders_2';");
    assertThat(second.getLast().why()).contains("dbo_orders does not record day");
    setUp(second);
    assertThat(missing("cdc", null, "dbo.orders")).isEmpty();
    run("ALTER TABLE orders ADD hour int NULL");
    List<ChangeSetup.Step> third = missing("cdc", null, "dbo.orders");
    assertThat(statements(third).get(1))
        .isEqualTo(
            "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'orders',"
                + " @capture_instance = N'dbo_orders';");
    assertThat(third.get(1).why()).contains("run the pipeline before it");
    assertThat(statements(third).get(2)).contains("N'dbo_orders_3'");
    // Nothing of the first is left to be read once a position stands in the second.
    assertThat(
            missing("cdc", position(LogPosition.CDC, Lsn.ZERO, "dbo_orders_2"), "dbo.orders")
                .get(1)
                .why())
        .contains("nothing of this pipeline is left");
    setUp(third);
    assertThat(missing("cdc", null, "dbo.orders")).isEmpty();
  }

  @Test
  void aNameThatIsTooLongOrTakenIsCutOrCounted() {
    String schema = "s".repeat(60);
    assertThat(CdcSql.instance(new TableName(schema, "t".repeat(60)), Set.of())).hasSize(100);
    assertThat(CdcSql.instance(new TableName("a_b", "C"), Set.of("a_b_c", "a_b_c_2")))
        .isEqualTo("a_b_C_3");
  }

  @Test
  void whatCannotBeFollowedIsAnError() throws SQLException {
    run("CREATE TABLE keyless (v int NULL)", "CREATE VIEW seen AS SELECT id FROM orders");
    assertThatThrownBy(() -> missing("auto", null, "dbo.keyless"))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("MSSQL_KEY_MISSING"));
    assertThatThrownBy(() -> missing("auto", null, "dbo.seen"))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("MSSQL_OPTION_UNSUPPORTED"));
  }
}
