package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server whose counter of transactions begins anew while increments are read from it. */
@Tag("integration")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class XidWrapTest {
  private static final long EPOCH = 1L << 32;
  private static final long BEFORE_THE_WRAP = EPOCH - 300;

  /** How many transactions one file of the commit log holds, and its bytes. */
  private static final long LOG_FILE = 1 << 20;

  private static final int LOG_BYTES = 256 << 10;

  private static OwnServer brink;
  private static Database to;
  private OwnServer server;
  private Database from;

  /** A cluster that stands shortly before the wrap, with a table of its first epoch. */
  @BeforeAll
  static void cluster() throws IOException {
    Optional<Path> programs = OwnServer.installed("initdb", "postgres", "pg_resetwal");
    assumeTrue(
        programs.isPresent(),
        "no pg_resetwal under /usr/lib/postgresql: the counter cannot be set near its wrap");
    to = PostgresTestServer.get().database("wrap_to");
    brink = OwnServer.create(programs.get()).set("autovacuum", "off");
    brink.start();
    brink
        .database("shop")
        .run(
            "CREATE TABLE ancient (id int PRIMARY KEY, n bigserial, what text)",
            "INSERT INTO ancient (id, what) SELECT i, 'first' FROM generate_series(1, 100) i");
    // In steps that the server can tell apart, and with every row frozen at each.
    for (long next : List.of(1_400_000_000L, 2_800_000_000L, BEFORE_THE_WRAP)) {
      brink
          .existing("postgres")
          .run("UPDATE pg_database SET datallowconn = true WHERE datname = 'template0'");
      for (String database : List.of("template0", "template1", "postgres", "shop")) {
        brink.existing(database).run("VACUUM (FREEZE)");
      }
      brink.stop();
      Files.write(
          brink.data().resolve("pg_xact").resolve("%04X".formatted(next / LOG_FILE)),
          new byte[LOG_BYTES]);
      brink.program("pg_resetwal", "-x", Long.toString(next), "-D", brink.data().toString());
      brink.start();
    }
    brink.stop();
  }

  @AfterAll
  static void stop() {
    if (brink != null) {
      brink.close();
    }
  }

  @BeforeEach
  void copy() {
    server = brink.copy().start();
    from = server.existing("shop");
    to.run("DROP SCHEMA IF EXISTS landing, dpone_meta, dpone_stage CASCADE");
    assertThat(next()).isBetween(BEFORE_THE_WRAP, EPOCH - 150);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private long next() {
    return Long.parseLong(from.value("SELECT pg_snapshot_xmax(pg_current_snapshot())"));
  }

  /** Spends transactions until the next one is at least that. */
  private void burn(long until) {
    from.run(
        "DO $$ BEGIN WHILE pg_snapshot_xmax(pg_current_snapshot())::text::bigint < "
            + until
            + " LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");
    assertThat(next()).isGreaterThanOrEqualTo(until);
  }

  private Move increment(String table, String cursor, boolean appending) {
    Move move = new Move(from, to, "public." + table);
    move.cursor = cursor;
    move.mode = appending ? LoadMode.INCREMENTAL_APPEND : LoadMode.INCREMENTAL_MERGE;
    move.readMode = appending ? ReadMode.AFTER_POSITION : ReadMode.FROM_POSITION;
    move.key = appending ? List.of() : List.of("id");
    if (!cursor.equals("xmin")) {
      move.streamOptions.put("late_commits", "catch");
    }
    return move;
  }

  private void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  private void table(String name) {
    from.run(
        "CREATE TABLE " + name + " (id int PRIMARY KEY, n bigserial, what text)",
        "INSERT INTO " + name + " (id, what) SELECT i, 'first' FROM generate_series(1, 100) i");
  }

  /** A position of before the wrap, a transaction that is open across it, and rows of after it. */
  @Test
  void rowsOfBothSidesAreReadByTheirTransaction() throws SQLException {
    table("crossed");
    Move move = increment("crossed", "xmin", false);
    assertThat(move.run().rowsRead).isEqualTo(100);
    from.run("UPDATE crossed SET what = 'before' WHERE id = 1");
    assertThat(move.run().rowsRead).isEqualTo(1);
    try (Connection slow = from.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO crossed (id, what) VALUES (1000, 'open across the wrap')");
      from.run("UPDATE crossed SET what = 'also before' WHERE id = 2");
      burn(EPOCH + 20);
      from.run("UPDATE crossed SET what = 'after' WHERE id = 3");
      assertThat(from.value("SELECT xmin FROM crossed WHERE id = 3")).hasSizeLessThan(4);
      assertThat(move.run().rowsRead).as("2 and 3").isEqualTo(2);
      slow.commit();
    }
    assertThat(move.run().rowsRead).as("2, 3 and the late one").isEqualTo(3);
    sameRows("crossed");
    assertThat(move.run().rowsRead).isZero();
    from.run("UPDATE crossed SET what = 'in the new epoch' WHERE id = 4");
    assertThat(move.run().rowsRead).isEqualTo(1);
    sameRows("crossed");
    assertThat(move.context.lines).noneMatch(line -> line.startsWith("WARNING"));
  }

  @Test
  void lateCommitsAcrossTheWrapAreCaughtOnce() throws SQLException {
    table("late");
    Move append = increment("late", "n", true).run();
    Move merge = increment("late", "n", false);
    merge.target = "landing.late_merged";
    merge.run();
    try (Connection slow = from.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO late (id, what) VALUES (1000, 'open across the wrap')");
      from.run("INSERT INTO late (id, what) VALUES (1001, 'before')");
      assertThat(append.run().rowsRead).isEqualTo(1);
      merge.run();
      burn(EPOCH + 20);
      from.run("INSERT INTO late (id, what) VALUES (1002, 'after')");
      assertThat(append.run().rowsRead).isEqualTo(1);
      merge.run();
      slow.commit();
    }
    assertThat(append.run().rowsRead).isEqualTo(1);
    merge.run();
    sameRows("late");
    assertThat(to.psql("SELECT * FROM landing.late_merged"))
        .isEqualTo(from.psql("SELECT * FROM late"));
    assertThat(append.run().rowsRead).isZero();
    assertThat(merge.run().rowsRead).as("the row at the last value").isEqualTo(1);
  }

  /** A frozen row keeps its id, and an epoch later a new transaction bears the same one. */
  @Test
  void rowsThatWereFrozenAnEpochAgoAreNotTakenForLateOnes() {
    long old = Long.parseLong(from.value("SELECT min(xmin::text::bigint) FROM ancient"));
    assertThat(old).isBetween(3L, 10_000L);
    burn(EPOCH + 3);
    Move append = increment("ancient", "n", true).run();
    Move merge = increment("ancient", "n", false);
    merge.target = "landing.ancient_merged";
    merge.run();
    from.run("INSERT INTO ancient (id, what) VALUES (1000, 'new')");
    assertThat(append.run().rowsRead).isEqualTo(1);
    sameRows("ancient");
    burn(EPOCH + old + 10);
    assertThatThrownBy(append::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_LATE_UNTELLABLE"))
        .hasMessageContaining("before the transaction counter wrapped");
    merge.run();
    assertThat(merge.receipt.updated()).containsEntry("public.ancient", 0L);
    assertThat(to.psql("SELECT * FROM landing.ancient_merged"))
        .isEqualTo(from.psql("SELECT * FROM ancient"));
  }

  /** More than half of the ids lie between: which row is older cannot be told. */
  @Test
  void aPositionOfHalfAnEpochAgoLeadsToAFullRead() {
    table("aged");
    Move move = increment("aged", "xmin", false).run();
    move.position =
        new dpone.spi.transfer.Position(
            new dpone.spi.transfer.Payload(
                "postgres",
                "cursor",
                2,
                move.position
                    .payload()
                    .json()
                    .replaceAll("\"xid\":\\d+", "\"xid\":" + (next() - 2_000_000_100L))),
            "");
    assertThat(move.run().rowsRead).isEqualTo(100);
    assertThat(move.context.lines).anyMatch(line -> line.contains("transactions back"));
    sameRows("aged");
  }
}
