package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import dpone.spi.transfer.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks in the order of a key, each committed by itself. */
@Tag("integration")
class BackfillTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("backfill_from");
    to = PostgresTestServer.get().database("backfill_to");
  }

  private static Move backfill(String table, long chunkRows, String... key) {
    Move move = new Move(from, to, "public." + table);
    move.mode = LoadMode.BACKFILL;
    move.readMode = ReadMode.FROM_POSITION;
    move.key = List.of(key);
    move.chunkRows = chunkRows;
    return move;
  }

  /** Runs chunks until the source says that nothing is left; the rows of each. */
  private static List<Long> all(Move move) {
    List<Long> rows = new ArrayList<>();
    do {
      Position before = move.position;
      move.run();
      rows.add(move.rowsRead);
      assertThat(move.complete || !move.position.equals(before)).isTrue();
      assertThat(rows).hasSizeLessThan(1000);
    } while (!move.complete);
    return rows;
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  @Test
  void chunkByChunkInTheOrderOfThePrimaryKey() {
    from.run(
        "CREATE TABLE simple (id int PRIMARY KEY, v text)",
        "INSERT INTO simple SELECT -i * 7, 'v' || i FROM generate_series(1, 1050) i");
    Move move = backfill("simple", 100, "id");
    assertThat(all(move)).hasSize(11).startsWith(100L).endsWith(50L);
    sameRows("simple");
    assertThat(move.run().rowsRead).isZero();
    assertThat(move.complete).isTrue();
    from.run("INSERT INTO simple VALUES (1, 'beyond')");
    assertThat(all(move)).containsExactly(1L);
    sameRows("simple");
  }

  @Test
  void exactlyFullChunksEndWithoutAnEmptyOne() {
    from.run(
        "CREATE TABLE even (id int PRIMARY KEY)",
        "INSERT INTO even SELECT generate_series(1, 300)");
    assertThat(all(backfill("even", 100, "id"))).containsExactly(100L, 100L, 100L);
    sameRows("even");
  }

  @Test
  void anEmptyTableMakesItsTarget() {
    from.run("CREATE TABLE empty (id int PRIMARY KEY, v text)");
    assertThat(all(backfill("empty", 100, "id"))).containsExactly(0L);
    sameRows("empty");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,1", "100,4", "25000,3", "1000000,2"})
  void compositeKeysInTheirOwnTypes(long chunkRows, int parallelism) {
    String table = "composite_" + chunkRows;
    long rows = chunkRows > 1000 ? 60_000 : chunkRows == 1 ? 60 : 200;
    from.run(
        "CREATE TABLE "
            + table
            + " (n numeric, t text COLLATE \"C\", at timestamptz, b bytea, v int,"
            + " PRIMARY KEY (n, t, at, b))",
        "INSERT INTO "
            + table
            + " SELECT CASE WHEN i % 50 = 0 THEN 'NaN' WHEN i % 51 = 0 THEN '-Infinity'"
            + " ELSE (i % 20)::text END::numeric,"
            + " CASE WHEN i % 3 = 0 THEN E'\\\\''\\n' ELSE chr(65 + i % 7) END,"
            + " CASE WHEN i % 5 = 0 THEN 'infinity' ELSE '2026-03-29 00:59:59.999999+00'::timestamptz"
            + " + i * interval '1 us' END, int4send(i), i FROM generate_series(1, "
            + rows
            + ") i");
    Move move = backfill(table, chunkRows, "n", "t", "at", "b");
    move.parallelism = parallelism;
    List<Long> chunks = all(move);
    assertThat(chunks).hasSize((int) ((rows + chunkRows - 1) / chunkRows));
    assertThat(chunks.stream().mapToLong(Long::longValue).sum()).isEqualTo(rows);
    sameRows(table);
  }

  @Test
  void theIndexIsUsed() {
    from.run(
        "CREATE TABLE indexed (a int, b int, PRIMARY KEY (a, b))",
        "INSERT INTO indexed SELECT i / 100, i % 100 FROM generate_series(1, 50000) i",
        "VACUUM ANALYZE indexed");
    Move move = backfill("indexed", 1000, "a", "b").run();
    move.run();
    assertThat(move.splits.get(0).payload().json()).contains("(\\\"a\\\", \\\"b\\\") > (");
    String select =
        "SELECT a, b FROM indexed WHERE a >= 9 AND (a, b) > (9, 99) AND a <= 19 AND (a, b) <="
            + " (19, 99)";
    assertThat(from.column("EXPLAIN " + select).toString()).contains("Index").contains("ROW(a, b)");
  }

  @Test
  void tiesOfACursorStayTogether() {
    from.run(
        "CREATE TABLE tied (id int PRIMARY KEY, day date)",
        "INSERT INTO tied SELECT i, '2026-01-01'::date + i / 40 FROM generate_series(0, 399) i");
    Move move = backfill("tied", 10, "id");
    move.cursor = "day";
    assertThat(all(move)).hasSize(10).containsOnly(40L);
    sameRows("tied");
  }

  @Test
  void aQueryGoesByItsCursorAndATableWithoutAKeyIsRefused() {
    from.run(
        "CREATE TABLE keyless (n int, v text)",
        "INSERT INTO keyless SELECT i, 'v' FROM generate_series(1, 25) i");
    Move move = backfill("keyless", 10, "n");
    assertThatThrownBy(move::explain)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_KEY_MISSING"));
    assertThatThrownBy(move::run).hasMessageContaining("primary key");
    move.query = "SELECT * FROM keyless WHERE n <> 3";
    move.cursor = "n";
    assertThat(move.explain()).anyMatch(n -> n.startsWith("backfill: about 10 rows"));
    assertThat(all(move)).containsExactly(10L, 10L, 4L);
  }

  @Test
  void nullsOfItsCursor() {
    from.run(
        "CREATE TABLE nulls (id int PRIMARY KEY, at int)",
        "INSERT INTO nulls SELECT i, nullif(i % 5, 0) FROM generate_series(1, 50) i");
    Move move = backfill("nulls", 10, "id");
    move.cursor = "at";
    assertThatThrownBy(move::run).hasMessageContaining("no value");
    move.streamOptions.put("cursor_nulls", "include");
    assertThat(all(move)).containsExactly(20L, 10L, 10L, 10L);
    sameRows("nulls");
  }

  /** A stage that is given up in the middle leaves the chunk before it, and is read again. */
  @Test
  void goesOnAtTheChunkAfterAFailure() {
    from.run(
        "CREATE TABLE broken (id int PRIMARY KEY, v text)",
        "INSERT INTO broken SELECT i, repeat('x', 500) FROM generate_series(1, 900) i");
    Move move = backfill("broken", 300, "id").run();
    move.context.batchBytes = 20_000;
    move.context.onBoundary =
        b -> {
          if (b == Boundary.MID_PAGE) {
            throw new IllegalStateException("pulled the plug");
          }
        };
    assertThatThrownBy(move::run).hasMessageContaining("pulled");
    assertThat(to.value("SELECT count(*) || ' ' || max(id) FROM landing.broken"))
        .isEqualTo("300 300");
    move.context.reserved.set(0);
    move.context.onBoundary = b -> {};
    assertThat(all(move)).containsExactly(300L, 300L);
    sameRows("broken");
  }

  @ParameterizedTest
  @CsvSource({"xmin", "at"})
  void anIncrementGoesOnFromTheMomentTheBackfillBegan(String cursor) {
    String table = "handed_over_" + cursor;
    from.run(
        "CREATE TABLE " + table + " (id int PRIMARY KEY, at timestamptz DEFAULT now(), v text)",
        "INSERT INTO " + table + " SELECT i, '2026-01-01', 'old' FROM generate_series(1, 500) i");
    Move move = backfill(table, 100, "id").run();
    move.run();
    // Behind the position, ahead of it, and a key that moves from ahead to behind.
    from.run(
        "UPDATE " + table + " SET v = 'new' WHERE id IN (5, 450)",
        "UPDATE " + table + " SET id = -7 WHERE id = 400",
        "INSERT INTO " + table + " VALUES (-1, '2020-01-01', 'behind')");
    all(move);
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.chunkRows = 0;
    move.cursor = cursor;
    move.run();
    assertThat(move.rowsRead).isBetween(4L, 499L);
    // The old key is a delete, which no increment sees.
    from.run("INSERT INTO " + table + " VALUES (400, '2026-01-01', 'old')");
    move.run();
    sameRows(table);
  }

  @Test
  void anUnfinishedBackfillIsNoStartForAnIncrement() {
    from.run(
        "CREATE TABLE unfinished (id int PRIMARY KEY, at int)",
        "INSERT INTO unfinished SELECT i, i FROM generate_series(1, 50) i");
    Move move = backfill("unfinished", 10, "id").run();
    move.chunkRows = 0;
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.cursor = "xmin";
    assertThatThrownBy(move::run).hasMessageContaining("has not ended");
    move.cursor = "at";
    assertThatThrownBy(move::run).hasMessageContaining("has not ended");
  }
}
