package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hot standby as source: of one moment, by increments, and cancelled by what the primary does.
 */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandbyTest {
  private static OwnServer primary;
  private static OwnServer standby;

  /** Cancels readers at once, and does not tell the primary what they need. */
  private static OwnServer strict;

  private static Database origin;
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    primary = OwnServer.create().set("autovacuum", "off").start();
    origin = primary.database("shop");
    standby =
        primary
            .standby()
            .set("hot_standby_feedback", "on")
            .set("wal_receiver_status_interval", "1s")
            .start();
    strict =
        primary
            .standby()
            .set("max_standby_streaming_delay", "0")
            .set("max_standby_archive_delay", "0")
            .start();
    from = standby.existing("shop");
    to = PostgresTestServer.get().database("standby_to");
  }

  @AfterAll
  static void stop() {
    strict.close();
    standby.close();
    primary.close();
  }

  @BeforeEach
  void target() {
    to.run(
        "DROP SCHEMA IF EXISTS landing, dpone_meta, dpone_stage CASCADE", "CREATE SCHEMA landing");
  }

  /** Waits until a standby shows all that the primary has committed. */
  private static void replayed(Database follower) {
    String written = origin.value("SELECT pg_current_wal_lsn()");
    String there = "SELECT pg_last_wal_replay_lsn() >= '" + written + "'";
    for (int i = 0; i < 400; i++) {
      if (follower.value(there).equals("t")) {
        return;
      }
      pause(50);
    }
    throw new AssertionError("the standby does not reach " + written);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private static void write(String... statements) {
    origin.run(statements);
    replayed(from);
  }

  private static void big(String table) {
    origin.run(
        "CREATE TABLE " + table + " (id int PRIMARY KEY, v text)",
        "INSERT INTO "
            + table
            + " SELECT i, repeat(md5(i::text), 20) FROM"
            + " generate_series(1, 20000) i");
    replayed(from);
    replayed(strict.existing("shop"));
  }

  private static Move split(Database source, String table) {
    Move move = new Move(source, to, "public." + table);
    move.sourceOptions.put("min_split", "1048576");
    move.parallelism = 3;
    move.context.batchBytes = 100_000;
    return move;
  }

  private static void once(Move move, Boundary at, Runnable accident) {
    move.context.onBoundary =
        new Consumer<>() {
          private boolean done;

          @Override
          public void accept(Boundary reached) {
            if (reached == at && !done) {
              done = true;
              accident.run();
            }
          }
        };
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(origin.psql("SELECT * FROM " + table));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manySplitsAreOfOneMoment(boolean decoded) {
    String table = decoded ? "moment_columns" : "moment_wire";
    big(table);
    List<String> before = origin.psql("SELECT * FROM " + table);
    Move move = split(from, table);
    move.forceColumns = decoded;
    once(
        move,
        Boundary.MID_PAGE,
        () ->
            write(
                "DELETE FROM " + table + " WHERE id > 10000",
                "UPDATE " + table + " SET v = 'changed' WHERE id < 5000",
                "INSERT INTO " + table + " SELECT -i, 'new' FROM generate_series(1, 500) i"));
    move.run();
    assertThat(move.splits).hasSizeGreaterThan(3);
    assertThat(from.value("SELECT count(*) FROM " + table)).as("meanwhile").isEqualTo("10500");
    assertThat(to.psql("SELECT * FROM landing." + table)).isEqualTo(before);
    Move again = split(from, table);
    again.run();
    sameRows(table);
  }

  private static Move increment(String table, String cursor, boolean appending) {
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

  private record Kind(String name, String cursor, boolean appending) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Kind> increments() {
    return List.of(
        new Kind("merged", "n", false),
        new Kind("appended", "n", true),
        new Kind("by_xmin", "xmin", false));
  }

  /** What the standby knows of transactions that are open at the primary is enough. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("increments")
  void incrementsMissNothingThatCommitsLate(Kind kind) throws SQLException {
    String table = kind.name();
    write(
        "CREATE TABLE " + table + " (id int PRIMARY KEY, n bigserial, what text)",
        "INSERT INTO " + table + " (id, what) SELECT i, 'first' FROM generate_series(1, 100) i");
    Move move = increment(table, kind.cursor(), kind.appending()).run();
    assertThat(move.rowsRead).isEqualTo(100);
    try (Connection slow = origin.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO " + table + " (id, what) VALUES (1000, 'late')");
      write("INSERT INTO " + table + " (id, what) VALUES (1001, 'quick')");
      move.run();
      assertThat(to.value("SELECT count(*) FROM landing." + table)).isEqualTo("101");
      write("INSERT INTO " + table + " (id, what) VALUES (1002, 'quick again')");
      move.run();
      slow.commit();
    }
    replayed(from);
    move.run();
    sameRows(table);
    assertThat(move.context.lines).noneMatch(line -> line.startsWith("WARNING"));
    move.run();
    sameRows(table);
  }

  /** As where a standby was away and is taken again, or another one is. */
  @Test
  void aStandbyThatHasNotReplayedWhatWasReadBeforeIsWaitedFor() {
    write(
        "CREATE TABLE lagging (id int PRIMARY KEY, n bigserial, what text)",
        "INSERT INTO lagging (id, what) SELECT i, 'first' FROM generate_series(1, 100) i");
    Move behind = increment("lagging", "n", true);
    Move ahead = new Move(origin, to, "public.lagging");
    ahead.cursor = behind.cursor;
    ahead.mode = behind.mode;
    ahead.readMode = behind.readMode;
    ahead.streamOptions = behind.streamOptions;
    try {
      from.run("SELECT pg_wal_replay_pause()");
      origin.run("INSERT INTO lagging (id, what) VALUES (200, 'only at the primary')");
      behind.position = ahead.run().position;
      behind.generation = ahead.generation;
      DponeException waiting = failure(behind);
      assertThat(waiting.code()).as(waiting.oneLine()).isEqualTo(PgCode.STANDBY_BEHIND.code());
      assertThat(waiting.category()).isEqualTo(ErrorCategory.TRANSIENT);
      assertThat(waiting.place().stream()).isEqualTo("public.lagging");
    } finally {
      from.run("SELECT pg_wal_replay_resume()");
    }
    assertThat(to.value("SELECT count(*) FROM landing.lagging")).isEqualTo("101");
    replayed(from);
    assertThat(behind.run().rowsRead).as("nothing twice").isZero();
    write("INSERT INTO lagging (id, what) VALUES (201, 'new')");
    assertThat(behind.run().rowsRead).isEqualTo(1);
    sameRows("lagging");
    // Back to the primary, with a position of the standby's.
    ahead.position = behind.position;
    ahead.generation = behind.generation;
    assertThat(ahead.run().rowsRead).isZero();
  }

  @Test
  void aQueryAViewAndABackfillAreRead() {
    write(
        "CREATE TABLE parts (id int PRIMARY KEY, v jsonb)",
        "INSERT INTO parts SELECT i, '{\"a\": 1}' FROM generate_series(1, 3000) i",
        "CREATE VIEW shown AS SELECT id FROM parts");
    Move query = new Move(from, to, "public.parts");
    query.query = "SELECT id, v ? 'a' AS has FROM parts";
    query.target = "landing.queried";
    assertThat(query.run().rowsRead).isEqualTo(3000);
    assertThat(new Move(from, to, "public.shown").run().rowsRead).isEqualTo(3000);
    Move backfill = new Move(from, to, "public.parts");
    backfill.mode = LoadMode.BACKFILL;
    backfill.readMode = ReadMode.FROM_POSITION;
    backfill.key = List.of("id");
    backfill.chunkRows = 1000;
    while (!backfill.complete) {
      backfill.run();
    }
    sameRows("parts");
    try (var source = query.source()) {
      Fingerprint fingerprint = source.capability(Fingerprint.class).orElseThrow();
      var schema = source.describe(new Move(from, to, "public.parts").selection()).schema();
      assertThat(
              fingerprint.buckets(
                  new FingerprintRequest(
                      new Move(from, to, "public.parts").selection(),
                      schema.fields(),
                      List.of("id"),
                      0,
                      List.of())))
          .singleElement()
          .satisfies(all -> assertThat(all.rows()).isEqualTo(3000));
    }
  }

  private static DponeException failure(Move move) {
    try {
      move.run();
    } catch (DponeException expected) {
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  /**
   * Removes rows that a reader of the strict standby may still want to see; not before the other
   * standby has told the primary that nobody there does.
   */
  private static void conflict(String table) {
    Database follower = strict.existing("shop");
    String conflicts =
        "SELECT confl_snapshot FROM pg_stat_database_conflicts WHERE datname = 'shop'";
    String before = follower.value(conflicts);
    origin.run("DELETE FROM " + table + " WHERE id > 10000");
    for (int i = 0; i < 100; i++) {
      origin.run("VACUUM " + table);
      replayed(follower);
      if (!follower.value(conflicts).equals(before)) {
        return;
      }
      pause(100);
    }
    throw new AssertionError("no conflict");
  }

  /** The readers' snapshot is held by a session that rests, which a conflict ends. */
  @Test
  void aRecoveryConflictIsTransientAndLeavesTheTarget() {
    big("conflicted");
    to.run("CREATE TABLE landing.conflicted (id int, v text)");
    to.run("INSERT INTO landing.conflicted VALUES (-1, 'old')");
    Move move = split(strict.existing("shop"), "conflicted");
    once(move, Boundary.MID_PAGE, () -> conflict("conflicted"));
    DponeException lost = failure(move);
    assertThat(lost.category()).as(lost.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(lost.code())
        .as(lost.oneLine())
        .isIn(PgCode.SNAPSHOT_LOST.code(), PgCode.CONFLICT.code(), PgCode.CONNECTION_LOST.code());
    assertThat(lost.remedy()).isNotEmpty();
    assertThat(to.psql("SELECT * FROM landing.conflicted")).containsExactly("-1|old");
    split(strict.existing("shop"), "conflicted").run();
    sameRows("conflicted");
  }

  /** The reader that finds the snapshot gone says what keeps it from happening again. */
  @Test
  void aSnapshotThatAConflictEndedIsNamed() {
    big("ended");
    Move move = split(strict.existing("shop"), "ended");
    try (var source = move.source()) {
      var info = source.describe(move.selection());
      try (var session =
          source.read(
              new dpone.spi.source.ReadRequest(
                  "main",
                  List.of(
                      new dpone.spi.source.StreamRead(
                          move.selection(), info.schema(), ReadMode.FULL, null)),
                  null,
                  3))) {
        conflict("ended");
        DponeException lost = null;
        try (var reader = source.open(session.splits().get(0))) {
          while (true) {
            var chunk = reader.next();
            if (chunk == null) {
              break;
            }
            chunk.close();
          }
        } catch (DponeException expected) {
          lost = expected;
        }
        assertThat(lost).isNotNull();
        assertThat(lost.code()).as(lost.oneLine()).isEqualTo(PgCode.SNAPSHOT_LOST.code());
        assertThat(lost.category()).isEqualTo(ErrorCategory.TRANSIENT);
        assertThat(lost.remedy()).contains("hot_standby_feedback");
      }
    }
  }
}
