package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal cursor values are neither lost nor doubled, also when a tie is longer than a page. */
@Tag("integration")
class IssueI02Test {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("i02_from");
    to = PostgresTestServer.get().database("i02_to");
  }

  private static Move append(String table) {
    Move move = new Move(from, to, "public." + table);
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.readMode = ReadMode.AFTER_POSITION;
    move.cursor = "at";
    move.context.batchBytes = 4096;
    return move;
  }

  private static void sameRows(String table) {
    assertThat(to.psql("SELECT * FROM landing." + table))
        .isEqualTo(from.psql("SELECT * FROM " + table));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void appendsTiesLongerThanAPageAndLaterOnesOnce(boolean columns) {
    String table = columns ? "ties_typed" : "ties";
    from.run(
        "CREATE TABLE " + table + " (id int PRIMARY KEY, at timestamp, what text)",
        "INSERT INTO "
            + table
            + " SELECT i, '2026-01-01', repeat('x', 20)"
            + " FROM generate_series(1, 3000) i");
    Move move = append(table);
    move.forceColumns = columns;
    move.run();
    assertThat(move.context.boundaries).contains(dpone.spi.context.Boundary.MID_PAGE);
    sameRows(table);
    assertThat(move.run().rowsRead).isZero();
    from.run(
        "INSERT INTO "
            + table
            + " SELECT i, '2026-01-01', 'equal, later'"
            + " FROM generate_series(3001, 4000) i");
    assertThat(move.run().rowsRead).isEqualTo(1000);
    from.run(
        "INSERT INTO "
            + table
            + " VALUES (5000, '2026-01-01', 'tie'), (5001, '2026-01-02', 'new')");
    assertThat(move.run().rowsRead).isEqualTo(2);
    from.run("INSERT INTO " + table + " VALUES (5002, '2026-01-02', 'tie of the new')");
    assertThat(move.run().rowsRead).isEqualTo(1);
    assertThat(move.run().rowsRead).isZero();
    sameRows(table);
  }

  @Test
  void appendsEqualRowsOfATableWithoutKeyAsOftenAsTheyAre() {
    from.run(
        "CREATE TABLE keyless (at date, v text)",
        "INSERT INTO keyless VALUES ('2026-01-01', 'a'), ('2026-01-01', 'a'), ('2026-01-01', NULL)");
    Move move = append("keyless").run();
    assertThat(move.rowsRead).isEqualTo(3);
    from.run("INSERT INTO keyless VALUES ('2026-01-01', 'a'), ('2026-01-01', NULL)");
    assertThat(move.run().rowsRead).isEqualTo(2);
    assertThat(move.run().rowsRead).isZero();
    sameRows("keyless");
  }

  @Test
  void mergesFromThePositionOnReadingTiesAgain() {
    from.run(
        "CREATE TABLE merged (id int PRIMARY KEY, at timestamptz, v text)",
        "INSERT INTO merged SELECT i, '2026-03-29 01:00+00', 'a' FROM generate_series(1, 7000) i");
    Move move = append("merged");
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.readMode = ReadMode.FROM_POSITION;
    move.key = List.of("id");
    move.run();
    assertThat(move.receipt.inserted()).containsEntry("public.merged", 7000L);
    from.run(
        "UPDATE merged SET v = 'b' WHERE id <= 10",
        "INSERT INTO merged VALUES (7001, '2026-03-29 01:00+00', 'tie'), (7002, now(), 'late')");
    move.run();
    assertThat(move.rowsRead).isEqualTo(7002);
    assertThat(move.receipt.inserted()).containsEntry("public.merged", 2L);
    assertThat(move.receipt.updated()).containsEntry("public.merged", 10L);
    sameRows("merged");
    assertThat(move.run().rowsRead).isEqualTo(1);
    assertThat(move.receipt.updated()).containsEntry("public.merged", 0L);
  }

  @Test
  void appendsMoreTiesThanItCouldRememberSinceRowsTellTheirTransaction() {
    from.run(
        "CREATE TABLE many_ties (id int PRIMARY KEY, at date)",
        "INSERT INTO many_ties SELECT i, '2026-01-01' FROM generate_series(1, 5001) i");
    Move move = append("many_ties");
    move.streamOptions.put("late_commits", "catch");
    move.run();
    assertThat(move.rowsRead).isEqualTo(5001);
    from.run("INSERT INTO many_ties VALUES (5002, '2026-01-01')");
    assertThat(move.run().rowsRead).isEqualTo(1);
    assertThat(move.run().rowsRead).isZero();
    sameRows("many_ties");
  }

  @Test
  void refusesMoreTiesThanItCanRemember() {
    from.run(
        "CREATE TABLE flood (id int PRIMARY KEY, at date)",
        "INSERT INTO flood SELECT i, '2026-01-01' FROM generate_series(1, 5001) i");
    Move move = append("flood");
    move.streamOptions.put("late_commits", "ignore");
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_CURSOR_TIES"));
    assertThat(to.value("SELECT to_regclass('landing.flood') IS NULL")).isEqualTo("t");
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.readMode = ReadMode.FROM_POSITION;
    move.key = List.of("id");
    move.run();
    // The position of a merge that could not remember is no start for an append.
    move.readMode = ReadMode.AFTER_POSITION;
    assertThatThrownBy(move::run).hasMessageContaining("5000");
  }

  @Test
  void refusesNullsInTheCursorColumn() {
    from.run(
        "CREATE TABLE nulls (id int PRIMARY KEY, at date)",
        "INSERT INTO nulls VALUES (1, '2026-01-01'), (2, NULL)");
    Move move = append("nulls");
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_CURSOR_NULLS"));
    move.where = "at IS NOT NULL -- the rest is worthless";
    assertThat(move.run().rowsRead).isEqualTo(1);
  }

  @Test
  void readsAnEmptyTableThenItsFirstRows() {
    from.run("CREATE TABLE late (id int PRIMARY KEY, at numeric)");
    Move move = append("late").run();
    assertThat(move.position).isNull();
    from.run("INSERT INTO late VALUES (1, 'NaN'), (2, 1.50)");
    assertThat(move.run().rowsRead).isEqualTo(2);
    assertThat(move.run().rowsRead).isZero();
    sameRows("late");
  }

  @Test
  void readsAQueryByItsCursor() {
    from.run(
        "CREATE TABLE base (id int PRIMARY KEY, at date)",
        "INSERT INTO base VALUES (1, '2026-01-01'), (2, '2026-01-02')");
    Move move = append("base");
    move.query = "SELECT id * 10 AS ten, at, 1.5::numeric(4,2) AS price FROM base -- all";
    move.run();
    from.run("INSERT INTO base VALUES (3, '2026-01-02')");
    assertThat(move.run().rowsRead).isEqualTo(1);
    assertThat(to.psql("SELECT * FROM landing.base"))
        .containsExactly("10|2026-01-01|1.50", "20|2026-01-02|1.50", "30|2026-01-02|1.50");
    assertThat(
            to.value(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid ="
                    + " 'landing.base'::regclass AND attname = 'price'"))
        .isEqualTo("numeric(4,2)");
  }

  @Test
  void refusesAPositionThatIsNotItsOwn() {
    from.run(
        "CREATE TABLE other (id int PRIMARY KEY, at date)", "INSERT INTO other VALUES (1, now())");
    Move move = append("other").run();
    move.cursor = "id";
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_POSITION_FOREIGN"));
    move.position = new Position(new Payload("postgres", "cursor", 3, "{}"), "");
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_PAYLOAD_UNREADABLE"));
  }
}
