package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dpone.connector.mssql.MssqlConnector;
import dpone.connector.mssql.source.SourceOptions;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.mssql.MssqlStandIn;
import dpone.spi.Endpoint;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.type.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tables read whole and followed, against the stand-in that records their changes as SQL Server's
 * reference tells it.
 */
@Tag("integration")
class FollowingTest {
  private static final StreamSelection ORDERS = StreamSelection.all("dbo.orders");
  private static final ChangeScope SCOPE = new ChangeScope("shop", "changes");

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private final TestContext context = new TestContext();
  private final List<String> rows = new ArrayList<>();
  private Endpoint endpoint;
  private ChangeSource changes;
  private Connection other;
  private Position reached;
  private String changed = "";

  @BeforeEach
  void start() throws SQLException {
    server.users().put("sa", "secret");
    endpoint =
        new Endpoint(TestOptions.toDouble(server.port()), TestOptions.of(SourceOptions.SPEC));
    changes = new MssqlConnector().changes(endpoint, context);
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "secret");
    login.setProperty("encrypt", "false");
    other =
        new SQLServerDriver()
            .connect("jdbc:sqlserver://127.0.0.1:" + server.port() + ";databaseName=shop", login);
    run("CREATE TABLE orders (id bigint NOT NULL PRIMARY KEY, name nvarchar(20) NULL)");
    run("INSERT INTO orders VALUES (1, N'one'), (2, N'two')");
  }

  @AfterEach
  void stop() throws SQLException {
    other.close();
    changes.close();
    server.close();
  }

  private void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = other.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private void capture(String instance) throws SQLException {
    run(
        "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'orders', @role_name"
            + " = NULL, @supports_net_changes = 0, @capture_instance = N'"
            + instance
            + "'");
  }

  private void captured() throws SQLException {
    run("EXEC sys.sp_cdc_enable_db");
    capture("first");
  }

  private void tracked() throws SQLException {
    run(
        "ALTER DATABASE shop SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS)",
        "ALTER TABLE orders ENABLE CHANGE_TRACKING");
  }

  private void snapshot() {
    Schema schema = ChangeSchema.streamOf(changes.describe(ORDERS, List.of()).schema());
    ChangeRequest request =
        new ChangeRequest(
            SCOPE, List.of(new StreamRead(ORDERS, schema, ReadMode.FULL, null)), null, false, 1);
    try (ReadSession session = changes.snapshot(request);
        Source source = new MssqlConnector().source(endpoint, context);
        SplitReader reader = source.open(session.splits().getFirst())) {
      long count = 0;
      for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
        count += ((ColumnBatch) chunk).rows();
        chunk.close();
      }
      rows.add("whole " + count);
      reached = session.position(List.of(reader.finish())).orElseThrow();
    }
  }

  /** Reads all that is recorded, or up to other columns. */
  private List<String> follow() {
    rows.clear();
    changed = "";
    StreamInfo info = changes.describe(ORDERS, List.of());
    ChangeRequest request =
        new ChangeRequest(
            SCOPE,
            List.of(new StreamRead(ORDERS, info.schema(), ReadMode.FULL, null)),
            reached,
            true,
            1);
    try (ChangeReader reader = changes.changes(request)) {
      Optional<ChangeEvent> event = reader.next(Duration.ofSeconds(5));
      while (event.isPresent()) {
        take(event.get());
        event = reader.complete() ? Optional.empty() : reader.next(Duration.ofSeconds(5));
      }
    }
    return rows;
  }

  private void take(ChangeEvent event) {
    switch (event) {
      case ChangeEvent.Rows some -> {
        try (ColumnBatch batch = (ColumnBatch) some.chunk()) {
          for (int i = 0; i < batch.rows(); i++) {
            rows.add(Reading.text(batch, i));
          }
        }
      }
      case ChangeEvent.Reached place -> reached = place.position();
      case ChangeEvent.SchemaChange change -> changed = change.what();
    }
  }

  private void refused(String code) {
    assertThatThrownBy(this::follow)
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void everyChangeIsReadOnce() throws SQLException {
    captured();
    snapshot();
    assertThat(rows).containsExactly("whole 2");
    assertThat(follow()).isEmpty();
    run(
        "INSERT INTO orders VALUES (3, NULL)",
        "UPDATE orders SET name = N'TWO' WHERE id = 2",
        "UPDATE orders SET id = 9 WHERE id = 1",
        "DELETE FROM orders WHERE id = 3");
    assertThat(follow())
        .containsExactly(
            "INSERT 3 - -", "UPDATE 2 TWO -", "DELETE 1 - -", "INSERT 9 one -", "DELETE 3 - -");
    assertThat(follow()).isEmpty();
  }

  /** What the capture job has not recorded yet may be in the snapshot, and must not come again. */
  @Test
  void aCaptureJobThatComesBehindDoublesNothing() throws SQLException {
    captured();
    run("INSERT INTO orders VALUES (3, N'three')");
    server.scans("shop", false);
    run("INSERT INTO orders VALUES (4, N'four')");
    snapshot();
    assertThat(rows).containsExactly("whole 4");
    assertThat(follow()).isEmpty();
    run("INSERT INTO orders VALUES (5, N'five')");
    assertThat(follow()).isEmpty();
    server.scans("shop", true);
    assertThat(follow()).containsExactly("INSERT 5 five -");
  }

  @Test
  void aPositionMayLieInsideOfATransaction() throws SQLException {
    captured();
    snapshot();
    run(
        "INSERT INTO orders VALUES (3, N'a'), (4, N'b'), (5, N'c')",
        "UPDATE orders SET name = NULL");
    LogPosition start = LogPosition.decode(reached, LogPosition.CDC);
    assertThat(follow()).hasSize(8);
    LogPosition end = LogPosition.decode(reached, LogPosition.CDC);
    try (Statement statement = other.createStatement();
        var row =
            statement.executeQuery(
                "SELECT __$start_lsn, __$seqval FROM cdc.fn_cdc_get_all_changes_first("
                    + "sys.fn_cdc_get_min_lsn(N'first'), sys.fn_cdc_get_max_lsn(), N'all update"
                    + " old') WHERE id = 4 AND __$operation = 3")) {
      assertThat(row.next()).isTrue();
      // Between the two images of an update: both come again.
      ChangePoint inside =
          new ChangePoint(Lsn.of(row.getBytes(1)), Lsn.of(row.getBytes(2)), ChangePoint.BEFORE);
      reached = start.at(inside, start.streams()).encode();
      assertThat(follow()).containsExactly("UPDATE 4 - -", "UPDATE 5 - -");
      reached =
          start
              .at(
                  new ChangePoint(inside.lsn(), inside.seqval(), ChangePoint.AFTER),
                  start.streams())
              .encode();
      assertThat(follow()).containsExactly("UPDATE 5 - -");
    }
    assertThat(LogPosition.decode(reached, LogPosition.CDC)).isEqualTo(end);
  }

  @Test
  void aSecondInstanceTakesOverWhereItBeginsAndCleanUpOfTheFirstIsNoGap() throws SQLException {
    captured();
    snapshot();
    run("INSERT INTO orders VALUES (3, N'a')", "ALTER TABLE orders ADD day date NULL");
    run("INSERT INTO orders VALUES (4, N'b', '2026-01-01')");
    // Its name sorts before the older one's.
    capture("a_second");
    run("INSERT INTO orders VALUES (5, N'c', '2026-01-02')");
    // The older one does not record the column: what was written to it before is not known.
    assertThat(follow()).containsExactly("INSERT 3 a - -", "INSERT 4 b - -", "INSERT 5 c 20455 -");
    assertThat(changed).isEmpty();
    String last = max();
    run("INSERT INTO orders VALUES (6, N'd', NULL)");
    cleanUp("first", last);
    cleanUp("a_second", last);
    assertThat(follow()).containsExactly("INSERT 6 d - -");
    run(
        "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'orders',"
            + " @capture_instance = N'first'",
        "DELETE FROM orders WHERE id = 1");
    assertThat(follow()).containsExactly("DELETE 1 - - -");
  }

  /** As the clean-up job does it: what the instance has before that place is forgotten. */
  private void cleanUp(String instance, String before) throws SQLException {
    run(
        "EXEC sys.sp_cdc_cleanup_change_table @capture_instance = N'"
            + instance
            + "', @low_water_mark = "
            + before);
  }

  private String max() throws SQLException {
    try (Statement statement = other.createStatement();
        var row =
            statement.executeQuery("SELECT CONVERT(varchar(30), sys.fn_cdc_get_max_lsn(), 1)")) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  @Test
  void whatCleanUpTookAwayIsAGap() throws SQLException {
    captured();
    snapshot();
    run("DELETE FROM orders WHERE id = 1", "DELETE FROM orders WHERE id = 2");
    cleanUp("first", max());
    refused("MSSQL_LOG_POSITION_LOST");
  }

  @Test
  void anInstanceThatWasMadeAnewMayLackChanges() throws SQLException {
    captured();
    snapshot();
    run(
        "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'orders',"
            + " @capture_instance = N'first'",
        "DELETE FROM orders WHERE id = 1");
    capture("first");
    run("DELETE FROM orders WHERE id = 2");
    refused("MSSQL_CDC_INSTANCE_CHANGED");
  }

  @Test
  void aTrackedRowIsReadInItsLastState() throws SQLException {
    tracked();
    snapshot();
    assertThat(rows).containsExactly("whole 2");
    run(
        "INSERT INTO orders VALUES (3, N'a')",
        "UPDATE orders SET name = N'b' WHERE id = 3",
        "UPDATE orders SET name = N'TWO' WHERE id = 2",
        "UPDATE orders SET id = 9 WHERE id = 1");
    assertThat(follow())
        .containsExactlyInAnyOrder(
            "INSERT 3 b -", "UPDATE 2 TWO -", "DELETE 1 - -", "INSERT 9 one -");
    assertThat(follow()).isEmpty();
    run("DELETE FROM orders WHERE id = 2");
    assertThat(follow()).containsExactly("DELETE 2 - -");
  }

  @Test
  void versionsThatWereForgottenAreAGapThoughTheServerIsSilent() throws SQLException {
    tracked();
    snapshot();
    run("DELETE FROM orders WHERE id = 1");
    server.forgetVersions("shop");
    run("DELETE FROM orders WHERE id = 2");
    refused("MSSQL_LOG_POSITION_LOST");
  }
}
