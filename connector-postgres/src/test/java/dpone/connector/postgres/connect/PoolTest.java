package dpone.connector.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Control sessions are pooled, clean, and gone with their part. */
@Tag("integration")
class PoolTest {
  private static final String APPLICATION = "dpone-pool-test";
  private static Database database;
  private final TestContext context = new TestContext();
  private Sessions sessions;

  /** Classes that ran in this JVM before may have left theirs. */
  private Set<Thread> before = Set.of();

  @BeforeAll
  static void server() {
    database = PostgresTestServer.get().database("pool");
  }

  @BeforeEach
  void open() {
    before = poolThreads();
    sessions = sessions(Map.of());
  }

  @AfterEach
  void close() {
    sessions.close();
    assertThat(poolThreads()).isSubsetOf(before);
    await("0", "connections left behind");
  }

  private Sessions sessions(Map<String, String> more) {
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("application_name", APPLICATION);
    options.put("lock_timeout", "7s");
    return new Sessions(new ConnectionSettings(database.options(options)), context);
  }

  private static Set<Thread> poolThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> thread.getName().startsWith("dpone-postgres"))
        .collect(Collectors.toSet());
  }

  private static String connections() {
    return database.value(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + APPLICATION + "'");
  }

  private static void await(String count, String what) {
    for (int i = 0; i < 50 && !connections().equals(count); i++) {
      pause(100);
    }
    assertThat(connections()).as(what).isEqualTo(count);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String pid(PgSession session) {
    return session.value("SELECT pg_backend_pid()");
  }

  private String controlPid() {
    try (PgSession session = sessions.control()) {
      return pid(session);
    }
  }

  @Test
  void nothingIsConnectedBeforeItIsAsked() {
    assertThat(connections()).isEqualTo("0");
    assertThat(poolThreads()).isSubsetOf(before);
  }

  @Test
  void oneConnectionServesManyQuestions() {
    Set<String> pids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      pids.add(controlPid());
    }
    assertThat(pids).hasSize(1);
    await("1", "one connection");
  }

  @Test
  void sessionsOfTheirOwnStayOutsideOfThePool() {
    String pooled = controlPid();
    try (PgSession one = sessions.open();
        PgSession other = sessions.open()) {
      assertThat(Set.of(pooled, pid(one), pid(other))).hasSize(3);
      one.execute("SET search_path = pg_catalog");
    }
    await("1", "only the pooled one stays");
    assertThat(controlPid()).isEqualTo(pooled);
  }

  @Test
  void whatOneUserSetsTheNextDoesNotSee() {
    database.run("CREATE ROLE somebody", "GRANT somebody TO CURRENT_USER");
    String pid;
    try (PgSession session = sessions.control()) {
      pid = pid(session);
      session.beginSnapshot();
      session.execute("SET search_path = pg_catalog");
      session.execute("SET statement_timeout = '1min'");
      session.execute("SET lock_timeout = '1min'");
      session.execute("SET TimeZone = 'Asia/Tokyo'");
      session.execute("SET idle_in_transaction_session_timeout = '1min'");
      session.execute("SET default_transaction_read_only = on");
      session.execute("SET ROLE somebody");
      session.value("SELECT pg_advisory_lock(4711)");
    }
    try (PgSession session = sessions.control()) {
      assertThat(pid(session)).isEqualTo(pid);
      assertThat(
              session.query(
                  "SELECT name || '=' || setting FROM pg_settings WHERE name IN ('search_path',"
                      + " 'statement_timeout', 'lock_timeout', 'TimeZone',"
                      + " 'idle_in_transaction_session_timeout', 'default_transaction_read_only',"
                      + " 'transaction_read_only', 'transaction_isolation') ORDER BY name",
                  row -> row.getString(1)))
          .containsExactly(
              "TimeZone=UTC",
              "default_transaction_read_only=off",
              "idle_in_transaction_session_timeout=0",
              "lock_timeout=7000",
              "search_path=\"$user\", public",
              "statement_timeout=0",
              "transaction_isolation=read committed",
              "transaction_read_only=off");
      assertThat(session.value("SELECT current_user = session_user")).isEqualTo("t");
      session.execute("CREATE TABLE written AS SELECT 1 AS a");
      session.begin();
      assertThat(session.value("SELECT current_setting('transaction_isolation')"))
          .isEqualTo("read committed");
      assertThat(session.value("SELECT current_setting('transaction_read_only')")).isEqualTo("off");
    }
    assertThat(database.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
        .isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM written")).isEqualTo("1");
  }

  @Test
  void whatWasNotCommittedIsRolledBackWithItsTemporaryTables() {
    database.run("CREATE TABLE kept (a int)");
    String pid;
    try (PgSession session = sessions.control()) {
      pid = pid(session);
      session.execute("CREATE TEMP TABLE mine (a int)");
      session.begin();
      session.execute("INSERT INTO kept VALUES (1)");
    }
    assertThat(database.value("SELECT count(*) FROM kept")).isEqualTo("0");
    try (PgSession session = sessions.control()) {
      assertThat(pid(session)).isEqualTo(pid);
      assertThat(session.valueOrNull("SELECT to_regclass('mine')::text")).isNull();
    }
  }

  @Test
  void aStatementThatFailsLeavesTheConnectionUsable() {
    String pid;
    try (PgSession session = sessions.control()) {
      pid = pid(session);
      session.begin();
      assertThatThrownBy(() -> session.execute("SELECT 1/0")).isInstanceOf(DponeException.class);
    }
    assertThat(controlPid()).isEqualTo(pid);
  }

  @Test
  void aBrokenSessionIsReplacedAndOneThatBrokeWhileIdleIsNotNoticed() {
    String first;
    try (PgSession session = sessions.control()) {
      first = pid(session);
      database.run("SELECT pg_terminate_backend(" + first + ")");
      assertThatThrownBy(() -> session.value("SELECT 1"))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.code()).as(e.oneLine()).isEqualTo("PG_CONNECTION_LOST"));
    }
    String second = controlPid();
    assertThat(second).isNotEqualTo(first);
    pause(700);
    database.run("SELECT pg_terminate_backend(" + second + ")");
    pause(100);
    assertThat(controlPid()).isNotEqualTo(second);
  }

  @Test
  void closingFromAnotherThreadEndsTheQuestionAndItsConnection() throws Exception {
    PgSession session = sessions.control();
    String pid = pid(session);
    var asking = CompletableFuture.supplyAsync(() -> session.value("SELECT pg_sleep(60)"));
    pause(300);
    session.close();
    assertThatThrownBy(() -> asking.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DponeException.class);
    await("0", "the cancelled one is not kept");
    assertThat(controlPid()).isNotEqualTo(pid);
  }

  @Test
  void cancellingTheRunEndsTheQuestionAndCleaningUpStillWorks() throws Exception {
    var asking =
        CompletableFuture.supplyAsync(() -> {
          try (PgSession session = sessions.control()) {
            return session.value("SELECT pg_sleep(60)");
          }
        });
    await("1", "it is asking");
    pause(200);
    context.cancel();
    assertThatThrownBy(() -> asking.get(5, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("RUN_CANCELLED"));
    assertThatThrownBy(() -> sessions.control()).hasMessageContaining("cancelled");
    try (PgSession session = sessions.controlForCleanup()) {
      assertThat(session.value("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void closingThePartEndsWhatIsAskedAndWhatIsAskedLater() throws Exception {
    var asking =
        CompletableFuture.supplyAsync(() -> sessions.control().value("SELECT pg_sleep(60)"));
    await("1", "it is asking");
    pause(200);
    sessions.close();
    assertThatThrownBy(() -> asking.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DponeException.class);
    for (var open : List.<Runnable>of(sessions::open, sessions::control)) {
      assertThatThrownBy(open::run)
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_CLOSED"));
    }
    sessions.close();
  }

  @Test
  void sessionsThatAreNotGivenBackAreNamedInsteadOfWaitedForForEver() {
    Sessions few = sessions(Map.of("connect_timeout", "1s"));
    try (few) {
      for (int i = 0; i < ControlPool.LIMIT; i++) {
        few.control();
      }
      assertThatThrownBy(few::control)
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.oneLine()).contains("PG_SESSIONS_KEPT", "16 control"));
    }
  }

  /** A server that accepts and never answers must not hold a cancelled run. */
  @Test
  void aConnectThatHangsEndsWithTheRun() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (boolean pooled : List.of(false, true)) {
        TestContext cancelled = new TestContext();
        Sessions toMute =
            new Sessions(
                new ConnectionSettings(
                    database.options(
                        Map.of("host", "127.0.0.1", "port", String.valueOf(mute.getLocalPort())))),
                cancelled);
        var connecting =
            CompletableFuture.supplyAsync(() -> pooled ? toMute.control() : toMute.open());
        pause(500);
        assertThat(connecting).isNotDone();
        long start = System.nanoTime();
        cancelled.cancel();
        assertThatThrownBy(() -> connecting.get(5, TimeUnit.SECONDS))
            .cause()
            .isInstanceOfSatisfying(
                DponeException.class, e -> assertThat(e.code()).isEqualTo("RUN_CANCELLED"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        toMute.close();
      }
    }
  }

  @Test
  void aConnectThatHangsEndsWithThePartAndByItsOwnLimit() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> there =
          Map.of(
              "host", "127.0.0.1",
              "port", String.valueOf(mute.getLocalPort()),
              "connect_timeout", "1s");
      Sessions toMute =
          new Sessions(new ConnectionSettings(database.options(there)), new TestContext());
      long start = System.nanoTime();
      assertThatThrownBy(toMute::control)
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.code()).as(e.oneLine()).isEqualTo("PG_CONNECTION_REFUSED"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      toMute.close();
    }
  }
}
