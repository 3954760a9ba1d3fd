package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dpone.connector.postgres.connect.ConnectionOptions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.source.SourceOptions;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each failure has its code, a remedy, and no secret. */
@Tag("integration")
class ErrorsTest {
  private static final String CANARY = "c4n4ry-s3cret";
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("errors_from");
    to = PostgresTestServer.get().database("errors_to");
    from.run(
        "CREATE TABLE orders (id int PRIMARY KEY, v text)",
        "INSERT INTO orders VALUES (1, 'x')",
        "CREATE ROLE poor LOGIN PASSWORD 'poor'");
  }

  private interface Action {
    void run() throws Exception;
  }

  private static DponeException failure(Action action) {
    try {
      action.run();
    } catch (DponeException expected) {
      StringWriter everything = new StringWriter();
      expected.printStackTrace(new PrintWriter(everything));
      assertThat(everything.toString() + expected.oneLine()).doesNotContain(CANARY);
      assertThat(expected.remedy()).isNotEmpty();
      return expected;
    } catch (Exception other) {
      throw new AssertionError("not a DponeException", other);
    }
    return fail("nothing failed");
  }

  private static Source source(Database database, Map<String, ?> more) {
    return new PostgresConnector()
        .source(
            new Endpoint(database.options(more), TestOptions.of(SourceOptions.SPEC, Map.of())),
            new TestContext());
  }

  private static void expect(PgCode code, ErrorCategory category, Action action) {
    DponeException failure = failure(action);
    assertThat(failure.code()).as(failure.oneLine()).isEqualTo(code.code());
    assertThat(failure.category()).isEqualTo(category);
  }

  @Test
  void connections() {
    expect(
        PgCode.CONNECTION_REFUSED,
        ErrorCategory.TRANSIENT,
        () -> source(from, Map.of("port", "1", "password", CANARY)).streams());
    expect(
        PgCode.AUTHENTICATION,
        ErrorCategory.AUTHENTICATION,
        () -> source(from, Map.of("password", CANARY)).streams());
    expect(
        PgCode.AUTHENTICATION,
        ErrorCategory.AUTHENTICATION,
        () -> source(from, Map.of("user", "nobody_here", "password", CANARY)).streams());
    expect(
        PgCode.DATABASE_NOT_FOUND,
        ErrorCategory.NOT_FOUND,
        () -> source(from, Map.of("database", "nowhere")).streams());
    expect(
        PgCode.TLS_NOT_OFFERED,
        ErrorCategory.AUTHENTICATION,
        () -> source(from, Map.of("sslmode", "verify-full")).streams());
    expect(
        PgCode.CONNECTION_REFUSED,
        ErrorCategory.TRANSIENT,
        () -> source(from, Map.of("host", "no.such.host.invalid")).streams());
  }

  @Test
  void issueM04UnknownDriverOptionsAreRefused() {
    expect(
        PgCode.INVALID_OPTION,
        ErrorCategory.CONFIG,
        () -> source(from, Map.of("driver_options", Map.of("fetchSise", "1"))));
    expect(
        PgCode.INVALID_OPTION,
        ErrorCategory.CONFIG,
        () -> source(from, Map.of("driver_options", Map.of("password", CANARY))));
    assertThat(source(from, Map.of("driver_options", Map.of("tcpNoDelay", "true"))).streams())
        .contains("public.orders");
    assertThat(ConnectionOptions.SPEC.find("fetch_size")).isEmpty();
  }

  @Test
  void aPseudoTypeThatNoTableCanHoldIsRefusedByColumn() {
    DponeException refused =
        failure(() ->
            source(from, Map.of())
                .describe(
                    new StreamSelection(
                        "q",
                        "select 1 as a, row(1, 2) as r",
                        java.util.List.of(),
                        null,
                        null,
                        Options.NONE)));
    assertThat(refused.code()).isEqualTo("PG_TYPE_UNMAPPED");
    assertThat(refused.oneLine()).contains("column r", "record");
  }

  @Test
  void names() {
    Source source = source(from, Map.of());
    DponeException table = failure(() -> source.describe(StreamSelection.all("public.ordres")));
    assertThat(table.code()).isEqualTo("PG_TABLE_NOT_FOUND");
    assertThat(table.oneLine()).contains("public.orders");
    Move column = new Move(from, to, "public.orders");
    column.columns = java.util.List.of("idd");
    DponeException missing = failure(column::planOnly);
    assertThat(missing.code()).isEqualTo("PG_COLUMN_NOT_FOUND");
    assertThat(missing.oneLine()).contains("did you mean id?");
    expect(
        PgCode.INVALID_NAME,
        ErrorCategory.CONFIG,
        () -> source.describe(StreamSelection.all("a.b.c")));
    Move where = new Move(from, to, "public.orders");
    where.where = "v ===";
    expect(PgCode.INVALID_SQL, ErrorCategory.CONFIG, where::run);
    Move query = new Move(from, to, "public.orders");
    query.query = "SELEC 1";
    expect(PgCode.INVALID_SQL, ErrorCategory.CONFIG, query::run);
    query.query = "SELECT 1 AS a, 2 AS a";
    expect(PgCode.COLUMN_DOUBLED, ErrorCategory.SCHEMA, query::run);
    query.query = "SELECT * FROM nowhere";
    expect(PgCode.TABLE_NOT_FOUND, ErrorCategory.NOT_FOUND, query::run);
  }

  @Test
  void aPoorUserIsToldWhatToGrant() {
    Map<String, String> poor = new HashMap<>(from.connection());
    poor.put("user", "poor");
    poor.put("password", "poor");
    Database asPoor = new Database(poor);
    expect(
        PgCode.PERMISSION_DENIED,
        ErrorCategory.AUTHENTICATION,
        () -> new Move(asPoor, to, "public.orders").run());
    Map<String, String> poorTarget = new HashMap<>(to.connection());
    poorTarget.put("user", "poor");
    poorTarget.put("password", "poor");
    to.run("CREATE SCHEMA IF NOT EXISTS dpone_meta");
    DponeException foreign =
        failure(() -> new Move(from, new Database(poorTarget), "public.orders").run());
    assertThat(foreign.remedy()).contains("GRANT USAGE, CREATE ON SCHEMA dpone_meta");
    to.run("DROP SCHEMA dpone_meta CASCADE", "DROP SCHEMA IF EXISTS dpone_stage CASCADE");
    DponeException sink =
        failure(() -> new Move(from, new Database(poorTarget), "public.orders").run());
    assertThat(sink.code()).isEqualTo("PG_PERMISSION_DENIED");
    assertThat(sink.remedy()).as(sink.oneLine()).contains("CREATE SCHEMA", "AUTHORIZATION poor");
    to.run(
        "CREATE SCHEMA dpone_meta AUTHORIZATION poor",
        "CREATE SCHEMA dpone_stage AUTHORIZATION poor",
        "CREATE SCHEMA mine AUTHORIZATION poor");
    Move allowed = new Move(from, new Database(poorTarget), "public.orders");
    allowed.target = "mine.orders";
    allowed.run();
    assertThat(to.value("SELECT count(*) FROM mine.orders")).isEqualTo("1");
    to.run("DROP SCHEMA mine, dpone_meta, dpone_stage CASCADE");
  }

  @Test
  void valuesAndConstraintsLeaveTheTargetUntouched() {
    to.run(
        "DROP SCHEMA IF EXISTS landing CASCADE",
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.orders (id int, v text CHECK (v <> 'x'))",
        "INSERT INTO landing.orders VALUES (0, 'old')");
    Move append = new Move(from, to, "public.orders");
    append.mode = LoadMode.INCREMENTAL_APPEND;
    expect(PgCode.CONSTRAINT, ErrorCategory.DATA, append::run);
    assertThat(to.column("SELECT id FROM landing.orders")).containsExactly("0");
    to.run("DROP SCHEMA landing CASCADE");
  }

  @Test
  void aLockThatIsNotGrantedIsNamed() throws Exception {
    Move first = new Move(from, to, "public.orders");
    first.target = "locked.orders";
    first.run();
    try (var holder = to.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE locked.orders");
      Move second = new Move(from, to, "public.orders");
      second.target = "locked.orders";
      second.lockTimeout = "1s";
      expect(PgCode.LOCK_TIMEOUT, ErrorCategory.TRANSIENT, second::run);
    }
  }

  @Test
  void everyCodeIsDocumentedAndEveryStateLeadsToOne() {
    for (PgCode code : PgCode.values()) {
      assertThat(code.meaning()).endsWith(".");
      assertThat(code.remedy()).isNotEmpty();
      for (String state : code.states()) {
        assertThat(PgCode.ofState(state)).isEqualTo(code);
      }
    }
    assertThat(PgCode.ofState("40P01")).isEqualTo(PgCode.CONFLICT);
    assertThat(PgCode.ofState("53100")).isEqualTo(PgCode.DISK_FULL);
    assertThat(PgCode.ofState("XX000")).isEqualTo(PgCode.SERVER_ERROR);
    assertThat(PgCode.ofState(null)).isEqualTo(PgCode.SERVER_ERROR);
  }
}
