package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.connect.ConnectionOptions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sink.SinkOptions;
import dpone.connector.postgres.testing.FlakyProxy;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.LoadMode;
import dpone.spi.testing.TestContext;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break for real, at both ends and at every moment. */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionLossTest {
  private static final String ROWS = "SELECT count(*) || '/' || sum(id) FROM landing.big";
  private static OwnServer server;
  private FlakyProxy proxy;
  private Database from;
  private Database to;

  @BeforeAll
  static void server() {
    server = OwnServer.create().start();
    server
        .database("loss_from")
        .run(
            "CREATE TABLE big AS SELECT i AS id, repeat(md5(i::text), 20) AS v FROM"
                + " generate_series(1, 20000) i");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void target() {
    proxy = new FlakyProxy(server.port());
    from = server.existing("loss_from");
    to = server.database("loss_to");
    to.run(
        "DROP SCHEMA IF EXISTS landing, dpone_meta, dpone_stage CASCADE",
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.big (id int, v text)",
        "INSERT INTO landing.big VALUES (-1, 'old')");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private Database through(Database database, Map<String, ?> more) {
    Map<String, String> connection = new HashMap<>(database.connection());
    connection.put("port", String.valueOf(proxy.port()));
    more.forEach((name, value) -> connection.put(name, value.toString()));
    return new Database(connection);
  }

  private static Move append(Database source, Database sink) {
    Move move = new Move(source, sink, "public.big");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.context.batchBytes = 100_000;
    return move;
  }

  private static Move at(Boundary boundary, Move move, Runnable accident) {
    Consumer<Boundary> once =
        new Consumer<>() {
          private boolean done;

          @Override
          public void accept(Boundary reached) {
            if (reached == boundary && !done) {
              done = true;
              accident.run();
            }
          }
        };
    move.context.onBoundary = once;
    return move;
  }

  private static DponeException failure(Move move) {
    try {
      move.run();
    } catch (DponeException expected) {
      assertThat(expected.oneLine()).doesNotContain(OwnServer.PASSWORD);
      assertThat(expected.remedy()).isNotEmpty();
      assertThat(move.context.reserved).hasValue(0);
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  private void lostAndUntouched(Move move) {
    DponeException failure = failure(move);
    assertThat(failure.category()).as(failure.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(failure.code()).as(failure.oneLine()).isEqualTo(PgCode.CONNECTION_LOST.code());
    assertThat(to.value(ROWS)).isEqualTo("1/-1");
    // The same once more, as the runtime does it, loses and doubles nothing.
    append(from, to).run();
    assertThat(to.value(ROWS)).isEqualTo("20001/200009999");
  }

  private void terminate(String like) {
    from.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '"
            + like
            + "' AND pid <> pg_backend_pid()");
  }

  @Test
  void anAdministratorEndsTheReader() {
    lostAndUntouched(at(Boundary.MID_PAGE, append(from, to), () -> terminate("COPY (%")));
  }

  @Test
  void anAdministratorEndsTheWriter() {
    lostAndUntouched(at(Boundary.MID_WRITE, append(from, to), () -> terminate("COPY \"dpone%")));
  }

  @Test
  void theNetworkBreaksWhileReading() {
    lostAndUntouched(at(Boundary.MID_PAGE, append(through(from, Map.of()), to), () -> proxy.cut()));
  }

  @Test
  void theNetworkBreaksWhileWriting() {
    lostAndUntouched(
        at(Boundary.MID_WRITE, append(from, through(to, Map.of())), () -> proxy.cut()));
  }

  @Test
  void aSilentNetworkIsGivenUpAfterTheSocketTimeout() {
    Map<String, String> options = new HashMap<>(from.connection());
    options.put("port", String.valueOf(proxy.port()));
    Move move = append(from, to);
    move.context.batchBytes = 100_000;
    Map<String, Object> all = new HashMap<>(options);
    all.put("driver_options", Map.of("socketTimeout", "2"));
    try (var source =
        new PostgresConnector()
            .source(
                new Endpoint(
                    TestOptions.of(ConnectionOptions.SPEC, all),
                    TestOptions.of(dpone.connector.postgres.source.SourceOptions.SPEC, Map.of())),
                move.context)) {
      source.streams();
      proxy.stall();
      long start = System.nanoTime();
      try {
        source.streams();
        throw new AssertionError("a silent network answered");
      } catch (DponeException lost) {
        assertThat(lost.category()).as(lost.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(30);
      }
      proxy.resume();
      assertThat(source.streams()).contains("public.big");
    }
  }

  @Test
  void aSlowNetworkIsNoError() {
    proxy.delay(1);
    append(through(from, Map.of()), through(to, Map.of())).run();
    assertThat(to.value(ROWS)).isEqualTo("20001/200009999");
  }

  @Test
  void theServerCrashesInTheMiddle() {
    DponeException failure =
        failure(
            at(
                Boundary.MID_WRITE,
                append(from, to),
                () -> {
                  server.crash();
                  server.start();
                }));
    assertThat(failure.category()).as(failure.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(to.value(ROWS)).isEqualTo("1/-1");
    append(from, to).run();
    assertThat(to.value(ROWS)).isEqualTo("20001/200009999");
  }

  @Test
  void theServerIsRestartedInTheMiddle() {
    DponeException failure =
        failure(
            at(
                Boundary.MID_PAGE,
                append(from, to),
                () -> {
                  server.stop();
                  server.start();
                }));
    assertThat(failure.category()).as(failure.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(to.value(ROWS)).isEqualTo("1/-1");
    append(from, to).run();
    assertThat(to.value(ROWS)).isEqualTo("20001/200009999");
  }

  @Test
  void aServerThatIsShuttingDownIsNotReadyYet() throws Exception {
    try (Connection open = from.connect()) {
      assertThat(open.isValid(1)).isTrue();
      server.signal("TERM");
      Thread.sleep(500);
      DponeException failure = failure(append(from, to));
      assertThat(failure.code()).as(failure.oneLine()).isEqualTo("PG_SERVER_STARTING");
      assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
    }
    server.stop();
    DponeException down = failure(append(from, to));
    assertThat(down.code()).as(down.oneLine()).isEqualTo("PG_CONNECTION_REFUSED");
    server.start();
    assertThat(to.value(ROWS)).isEqualTo("1/-1");
  }

  /** Nobody knows whether it took effect, until the server is asked. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theConnectionBreaksDuringTheCommit(boolean reachesTheServer) {
    Move move = append(from, through(to, Map.of()));
    move.beforeCommit =
        () ->
            proxy.when(
                "COMMIT",
                reachesTheServer ? FlakyProxy.Trick.LOSE_ANSWER : FlakyProxy.Trick.LOSE_REQUEST);
    DponeException failure = failure(move);
    assertThat(failure.code()).as(failure.oneLine()).isEqualTo(PgCode.COMMIT_UNKNOWN.code());
    assertThat(failure.category()).isEqualTo(ErrorCategory.COMMIT_UNKNOWN);
    Move next = append(from, to);
    try (var sink =
            new PostgresConnector()
                .sink(
                    new Endpoint(to.options(), TestOptions.of(SinkOptions.SPEC, Map.of())),
                    new TestContext());
        var source = next.source();
        var committer = sink.committer(next.request(source.describe(next.selection())))) {
      assertThat(committer.probe(move.message.loadId(), move.message))
          .isEqualTo(reachesTheServer ? CommitOutcome.COMMITTED : CommitOutcome.NOT_COMMITTED);
    }
    assertThat(to.value(ROWS)).isEqualTo(reachesTheServer ? "20001/200009999" : "1/-1");
  }
}
