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
import dpone.spi.cdc.ChangeSetup;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A table that is read whole and followed, of the stand-in. */
abstract class FollowedOrders {
  static final StreamSelection ORDERS = StreamSelection.all("dbo.orders");
  static final ChangeScope SCOPE = new ChangeScope("shop", "changes");

  final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private final TestContext context = new TestContext();
  final List<String> rows = new ArrayList<>();
  private Endpoint endpoint;
  ChangeSource changes;
  Connection other;
  Position reached;
  String changed = "";

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

  /** The statements that are left to be run so that the changes can be followed. */
  static List<String> missing(
      ChangeSource changes, StreamSelection orders, @Nullable Position reached) {
    return changes
        .capability(ChangeSetup.class)
        .orElseThrow()
        .missing(
            new ChangeSetup.Request(
                SCOPE, List.of(new ChangeSetup.Followed(orders, List.of())), reached))
        .stream()
        .map(ChangeSetup.Step::statement)
        .toList();
  }

  void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = other.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  void capture(String instance) throws SQLException {
    run(
        "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'orders', @role_name"
            + " = NULL, @supports_net_changes = 0, @capture_instance = N'"
            + instance
            + "'");
  }

  void captured() throws SQLException {
    run("EXEC sys.sp_cdc_enable_db");
    capture("first");
  }

  void tracked() throws SQLException {
    run(
        "ALTER DATABASE shop SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS)",
        "ALTER TABLE orders ENABLE CHANGE_TRACKING");
  }

  void snapshot() {
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
  List<String> follow() {
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

  void refused(String code) {
    assertThatThrownBy(this::follow)
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  /** As the clean-up job does it: what the instance has before that place is forgotten. */
  void cleanUp(String instance, String before) throws SQLException {
    run(
        "EXEC sys.sp_cdc_cleanup_change_table @capture_instance = N'"
            + instance
            + "', @low_water_mark = "
            + before);
  }

  String max() throws SQLException {
    try (Statement statement = other.createStatement();
        var row =
            statement.executeQuery("SELECT CONVERT(varchar(30), sys.fn_cdc_get_max_lsn(), 1)")) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
