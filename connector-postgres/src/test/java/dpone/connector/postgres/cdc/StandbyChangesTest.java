package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that are read from a hot standby, which cannot make or write anything. */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandbyChangesTest {
  private static OwnServer primary;
  private static OwnServer standby;
  private static Database origin;
  private static Database from;

  @BeforeAll
  static void servers() {
    primary = OwnServer.create().start();
    origin = primary.database("shop");
    origin.run("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'one')");
    standby =
        primary
            .standby()
            .set("hot_standby_feedback", "on")
            .set("wal_receiver_status_interval", "1s")
            .start();
    from = standby.existing("shop");
  }

  @AfterAll
  static void stop() {
    standby.close();
    primary.close();
  }

  private static void replayed() throws InterruptedException {
    String written = origin.value("SELECT pg_current_wal_flush_lsn()");
    String there = "SELECT pg_last_wal_replay_lsn() >= '" + written + "'";
    for (int i = 0; i < 400 && !from.value(there).equals("t"); i++) {
      Thread.sleep(50);
    }
    assertThat(from.value(there)).isEqualTo("t");
  }

  private static DponeException failure(Runnable call) {
    try {
      call.run();
    } catch (DponeException expected) {
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  @Test
  void aPublicationHasToBeMadeAtThePrimary() {
    try (Capture capture = new Capture(from).table("public.t", "id")) {
      DponeException refused = failure(capture::snapshot);
      assertThat(refused.code()).as(refused.oneLine()).isEqualTo("PG_PUBLICATION");
      assertThat(refused.oneLine()).contains("\"t\"");
      assertThat(refused.remedy()).contains("make it at the primary");
    }
  }

  /** Slots are made once the log says which transactions are open, and here it says nothing. */
  @Test
  void aStandbyThatHearsNothingIsNotWaitedForWithoutEnd() throws Exception {
    origin.run("CREATE PUBLICATION waiting FOR TABLE t");
    replayed();
    Map<String, String> hurried = new HashMap<>(from.connection());
    hurried.put("lock_timeout", "2s");
    try (Capture capture = new Capture(new Database(hurried)).table("public.t", "id")) {
      capture.cdc.put("publication", "waiting");
      from.run("SELECT pg_wal_replay_pause()");
      try {
        DponeException late = failure(capture::snapshot);
        assertThat(late.code()).as(late.oneLine()).isEqualTo("PG_SLOT_TIMEOUT");
        assertThat(late.category()).isEqualTo(ErrorCategory.TRANSIENT);
        assertThat(late.oneLine()).contains("pg_log_standby_snapshot()", "2000 ms");
        assertThat(capture.context.lines)
            .anyMatch(l -> l.startsWith("WARNING") && l.contains("pg_log_standby_snapshot()"));
        assertThat(from.column("SELECT slot_name FROM pg_replication_slots")).isEmpty();
      } finally {
        from.run("SELECT pg_wal_replay_resume()");
      }
    } finally {
      origin.run("DROP PUBLICATION waiting");
    }
  }

  @Test
  void changesOfThePrimaryAreReadFromIt() throws Exception {
    origin.run("CREATE PUBLICATION changes FOR TABLE t");
    replayed();
    Capture capture = new Capture(from).table("public.t", "id");
    try {
      capture.cdc.put("publication", "changes");
      CompletableFuture<Void> snapshot = CompletableFuture.runAsync(capture::snapshot);
      for (int i = 0; i < 20 && !snapshot.isDone(); i++) {
        origin.run("SELECT pg_log_standby_snapshot()");
        Thread.sleep(500);
      }
      snapshot.get(20, TimeUnit.SECONDS);
      origin.run("INSERT INTO t VALUES (2, 'two')", "UPDATE t SET v = 'changed' WHERE id = 1");
      replayed();
      capture.catchUp();
      assertThat(capture.copied("public.t")).hasSize(2).isEqualTo(capture.actual("public.t"));
      assertThat(capture.context.lines).noneMatch(l -> l.startsWith("WARNING"));
      capture.confirm();
      origin.run("DELETE FROM t WHERE id = 2");
      replayed();
      capture.restart();
      capture.catchUp();
      assertThat(capture.copied("public.t")).hasSize(1).isEqualTo(capture.actual("public.t"));
      assertThat(capture.received).containsEntry("public.t", 3L);
    } finally {
      CdcTests.end(capture);
    }
  }

  @Test
  void aStandbyOfAnEarlierReleaseIsRefused() {
    Optional<Path> programs = OwnServer.installed("initdb", "postgres");
    assumeTrue(
        programs.isPresent() && programs.get().endsWith("15/bin"),
        "PostgreSQL 15 is not installed under /usr/lib/postgresql");
    try (OwnServer old = OwnServer.create(programs.get()).start()) {
      old.database("shop").run("CREATE TABLE t (id int PRIMARY KEY)");
      try (OwnServer follower = old.standby().start();
          Capture capture = new Capture(follower.existing("shop")).table("public.t", "id")) {
        DponeException refused = failure(capture::snapshot);
        assertThat(refused.code()).as(refused.oneLine()).isEqualTo("PG_WAL_LEVEL");
        assertThat(refused.oneLine()).contains("standby of release 15", "connect to the primary");
      }
    }
  }
}
