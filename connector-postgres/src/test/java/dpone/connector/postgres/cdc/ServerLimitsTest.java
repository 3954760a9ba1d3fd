package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server's settings and privileges do not let change capture have. */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerLimitsTest {
  private static final String TABLE = "CREATE TABLE s (id int PRIMARY KEY, v text)";

  private static DponeException failure(Runnable call) {
    try {
      call.run();
    } catch (DponeException expected) {
      assertThat(expected.remedy()).as(expected.oneLine()).isNotEmpty();
      assertThat(expected.oneLine()).doesNotContain(OwnServer.PASSWORD);
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  @Test
  void aServerThatDoesNotWriteLogicalChanges() {
    try (OwnServer server = OwnServer.create().set("wal_level", "replica").start()) {
      Database db = server.database("shop");
      db.run(TABLE);
      try (Capture capture = new Capture(db).table("public.s", "id")) {
        DponeException refused = failure(capture::snapshot);
        assertThat(refused.code()).as(refused.oneLine()).isEqualTo("PG_WAL_LEVEL");
        assertThat(refused.category()).isEqualTo(ErrorCategory.CONFIG);
        assertThat(refused.oneLine()).contains("wal_level is replica", "wal_level = logical");
      }
      assertThat(db.column("SELECT pubname FROM pg_publication"))
          .as("nothing is left behind")
          .isEmpty();
    }
  }

  /** A slot that was made before somebody turned the level down. */
  @Test
  void aServerWhoseLevelWasTurnedDown() {
    try (OwnServer server = OwnServer.create().start()) {
      Database db = server.database("shop");
      db.run(TABLE);
      try (Capture capture = new Capture(db).table("public.s", "id")) {
        capture.snapshot();
        CdcTests.dropSlot(db, ChangeSettings.defaultName(capture.scope));
        server.stop();
        server.set("wal_level", "replica").start();
        capture.restart();
        DponeException refused = failure(() -> capture.open(true));
        assertThat(refused.code()).as(refused.oneLine()).isEqualTo("PG_WAL_LEVEL");
      }
    }
  }

  private static Connection replicating(Database db) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", db.connection().get("user"));
    properties.setProperty("password", db.connection().get("password"));
    properties.setProperty("replication", "database");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + db.connection().get("port")
            + "/"
            + db.connection().get("database"),
        properties);
  }

  @Test
  void allSendersInUse() throws SQLException {
    try (OwnServer server = OwnServer.create().set("max_wal_senders", "1").start()) {
      Database db = server.database("shop");
      db.run(TABLE);
      try (Capture capture = new Capture(db).table("public.s", "id")) {
        try (Connection other = replicating(db)) {
          assertThat(other.isClosed()).isFalse();
          DponeException full = failure(capture::snapshot);
          assertThat(full.code()).as(full.oneLine()).isEqualTo("PG_SLOTS_FULL");
          assertThat(full.category()).isEqualTo(ErrorCategory.RESOURCE);
          assertThat(full.remedy()).contains("max_wal_senders");
        }
        retry(capture::snapshot);
        try (Connection other = again(db)) {
          assertThat(other.isClosed()).isFalse();
          DponeException full = failure(() -> capture.open(true));
          assertThat(full.code()).as(full.oneLine()).isEqualTo("PG_SLOTS_FULL");
        }
        db.run("INSERT INTO s VALUES (1, 'one')");
        retry(capture::catchUp);
        assertThat(capture.copied("public.s")).isEqualTo(capture.actual("public.s"));
      }
    }
  }

  /** A sender lives on for a moment after its connection was closed. */
  private static void retry(Runnable call) {
    long start = System.nanoTime();
    while (true) {
      try {
        call.run();
        return;
      } catch (DponeException full) {
        if (!full.code().equals("PG_SLOTS_FULL") || System.nanoTime() - start > 10_000_000_000L) {
          throw full;
        }
      }
    }
  }

  private static Connection again(Database db) {
    for (int i = 0; ; i++) {
      try {
        return replicating(db);
      } catch (SQLException full) {
        if (i > 100) {
          throw new IllegalStateException(full);
        }
        try {
          Thread.sleep(50);
        } catch (InterruptedException stop) {
          throw new IllegalStateException(stop);
        }
      }
    }
  }

  /** A new slot has to wait for every transaction that is open, of whatever table. */
  @Test
  void aTransactionThatStaysOpen() throws SQLException {
    try (OwnServer server = OwnServer.create().start()) {
      Database db = server.database("shop");
      db.run(TABLE, "CREATE TABLE other (id int)", "INSERT INTO s VALUES (1, 'one')");
      Map<String, String> hurried = new HashMap<>(db.connection());
      hurried.put("lock_timeout", "2s");
      try (Capture capture = new Capture(new Database(hurried)).table("public.s", "id")) {
        try (Connection open = db.connect()) {
          open.setAutoCommit(false);
          try (var statement = open.createStatement()) {
            statement.execute("INSERT INTO other VALUES (1)");
          }
          DponeException late = failure(capture::snapshot);
          assertThat(late.code()).as(late.oneLine()).isEqualTo("PG_SLOT_TIMEOUT");
          assertThat(late.category()).isEqualTo(ErrorCategory.TRANSIENT);
          assertThat(late.remedy()).contains("end transactions that stay open");
          assertThat(db.column("SELECT slot_name FROM pg_replication_slots")).isEmpty();
          open.rollback();
        }
        capture.snapshot();
        assertThat(capture.copied("public.s")).isEqualTo(capture.actual("public.s"));
      }
    }
  }

  /** The end of the log is waited for instead, on a server where nobody else writes. */
  @Test
  void aUserWhoMayNotWriteMessagesIntoTheLog() {
    try (OwnServer server = OwnServer.create().start()) {
      Database admin = server.database("shop");
      admin.run(
          TABLE,
          "CREATE ROLE app LOGIN REPLICATION PASSWORD 'app-canary'",
          "GRANT CREATE ON DATABASE shop TO app",
          "ALTER TABLE s OWNER TO app",
          "DO $$ DECLARE f regprocedure; BEGIN FOR f IN SELECT oid FROM pg_proc WHERE proname ="
              + " 'pg_logical_emit_message' LOOP EXECUTE 'REVOKE EXECUTE ON FUNCTION ' || f || '"
              + " FROM PUBLIC'; END LOOP; END $$",
          "INSERT INTO s VALUES (1, 'one')");
      Map<String, String> connection = new HashMap<>(admin.connection());
      connection.put("user", "app");
      connection.put("password", "app-canary");
      try (Capture capture = new Capture(new Database(connection)).table("public.s", "id")) {
        capture.cdc.put("heartbeat_interval", Duration.ofMillis(200));
        capture.snapshot();
        admin.run("INSERT INTO s VALUES (2, 'two')", "UPDATE s SET v = 'changed' WHERE id = 1");
        capture.catchUp();
        assertThat(capture.copied("public.s")).hasSize(2).isEqualTo(capture.actual("public.s"));
        assertThat(capture.context.lines)
            .anyMatch(line -> line.contains("no messages of our own in the log"));
        capture.catchUp();
        assertThat(capture.received).as("nothing twice").containsEntry("public.s", 2L);
        capture.open(false);
        capture.load(Duration.ofSeconds(2));
        admin.run("DELETE FROM s WHERE id = 2");
        while (capture.copied("public.s").size() > 1) {
          capture.load(Duration.ofSeconds(5));
        }
        assertThat(capture.copied("public.s")).isEqualTo(capture.actual("public.s"));
      }
    }
  }
}
