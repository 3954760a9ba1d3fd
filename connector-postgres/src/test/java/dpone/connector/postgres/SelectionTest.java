package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.source.ReadMode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions, columns and queries of a user, also those that try to break out. */
@Tag("integration")
class SelectionTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("selection_from");
    to = PostgresTestServer.get().database("selection_to");
    from.run(
        "CREATE TABLE t (id int PRIMARY KEY, v text, j jsonb, at date)",
        "INSERT INTO t SELECT i, 'v' || i, jsonb_build_object('k' || i % 3, i), '2026-01-01'::date"
            + " + i FROM generate_series(1, 30) i",
        "CREATE TABLE other AS SELECT id FROM t WHERE id <= 5");
  }

  private static Move query(String query) {
    Move move = new Move(from, to, "public.q");
    move.query = query;
    return move;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, v FROM t ORDER BY id DESC LIMIT 7",
        "SELECT id, v FROM t ORDER BY id DESC LIMIT 7;",
        "SELECT id, v FROM t LIMIT 7 -- the end",
        "SELECT id, v FROM t LIMIT 7; -- the end;",
        "SELECT id, v FROM t LIMIT 7 /* ; */",
        "WITH a AS (SELECT * FROM t), b AS (SELECT id, v FROM a LIMIT 7) SELECT * FROM b",
        "SELECT id, v FROM t WHERE v <> '; --' AND v <> $x$ ) $x$ LIMIT 7",
        "SELECT id, v FROM t WHERE j ? 'k1' LIMIT 7",
        "(SELECT id, v FROM t LIMIT 3) UNION ALL (SELECT id, v FROM t LIMIT 4)",
        "VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e'), (6, 'f'), (7, 'g')"
      })
  void readsAQuery(String query) {
    Move move = query(query);
    move.target = "landing.q" + Integer.toHexString(query.hashCode());
    assertThat(move.run().rowsRead).isEqualTo(7);
    move.forceColumns = true;
    assertThat(move.run().rowsRead).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 AS a, 2 AS a | PG_COLUMN_DOUBLED",
        "SELECT id, count(*) + 1 FROM t GROUP BY 1 | PG_COLUMN_UNNAMED",
        "SELECT 1, 2 | PG_COLUMN_UNNAMED",
        "SELECT 1 AS a; DROP TABLE t | PG_INVALID_SQL",
        "SELECT 1 AS a) AS q; DROP TABLE t; -- | PG_INVALID_SQL",
        "SELECT id FROM t WHERE id = $1 | PG_INVALID_SQL",
        "WITH d AS (DELETE FROM t RETURNING id) SELECT id FROM d | PG_INVALID_SQL",
        "SELECT id FROM t WHERE | PG_INVALID_SQL",
        "SELECT 'a FROM t | PG_INVALID_SQL",
        "DELETE FROM t | PG_INVALID_SQL"
      })
  void refusesAQuery(String query, String code) {
    assertThatThrownBy(query(query)::run)
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(from.value("SELECT count(*) FROM t")).isEqualTo("30");
    assertThat(to.value("SELECT to_regclass('landing.q') IS NULL")).isEqualTo("t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id <= 5 OR id > 100 -- or no one | 5",
        "id <= 5; | 5",
        "id IN (SELECT id FROM other WHERE other.id <> t.id - 1) | 5",
        "EXISTS (SELECT FROM other WHERE other.id = t.id) /* some */ | 5",
        "j ? 'k1' | 10",
        "j ?& array['k1'] AND v <> '?' | 10",
        "true | 30"
      })
  void readsUnderACondition(String where, long rows) {
    Move move = new Move(from, to, "public.t");
    move.target = "landing.w" + Integer.toHexString(where.hashCode());
    move.where = where;
    move.columns = List.of("v", "id");
    assertThat(move.run().rowsRead).isEqualTo(rows);
    assertThat(to.value("SELECT count(*) FROM landing.w" + Integer.toHexString(where.hashCode())))
        .isEqualTo(Long.toString(rows));
    move.readMode = ReadMode.AFTER_POSITION;
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.cursor = "id";
    move.target += "_by_id";
    assertThat(move.run().rowsRead).isEqualTo(rows);
    assertThat(move.run().rowsRead).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true) TO STDOUT; DROP TABLE t; --",
        "true; DROP TABLE t",
        "id = $1",
        "id = (",
        "id = 'a",
        "no_such = 1"
      })
  void refusesACondition(String where) {
    Move move = new Move(from, to, "public.t");
    move.target = "landing.refused";
    move.where = where;
    assertThatThrownBy(move::run).isInstanceOf(DponeException.class);
    assertThat(from.value("SELECT count(*) FROM t")).isEqualTo("30");
    assertThat(to.value("SELECT to_regclass('landing.refused') IS NULL")).isEqualTo("t");
  }

  private static Move byDate(LoadMode mode) {
    Move move = new Move(from, to, "public.dated");
    move.target = "landing.dated_" + mode.text();
    move.mode = mode;
    move.readMode =
        mode == LoadMode.INCREMENTAL_APPEND ? ReadMode.AFTER_POSITION : ReadMode.FROM_POSITION;
    move.key = List.of("id");
    move.cursor = "at";
    return move;
  }

  @Test
  void nullsInTheCursorColumn() {
    from.run(
        "CREATE TABLE dated (id int PRIMARY KEY, at date)",
        "INSERT INTO dated VALUES (1, '2026-01-01'), (2, NULL), (3, NULL)");
    Move append = byDate(LoadMode.INCREMENTAL_APPEND);
    assertThatThrownBy(append::run).hasMessageContaining("no value");
    append.streamOptions.put("cursor_nulls", "include");
    assertThatThrownBy(append::run).hasMessageContaining("include");
    assertThatThrownBy(append::explain).hasMessageContaining("include");
    append.streamOptions.put("cursor_nulls", "exclude");
    assertThat(append.explain()).anyMatch(n -> n.startsWith("2 rows of public.dated have no"));
    assertThat(append.run().rowsRead).isEqualTo(1);
    Move merge = byDate(LoadMode.INCREMENTAL_MERGE);
    merge.streamOptions.put("cursor_nulls", "include");
    assertThat(merge.run().rowsRead).isEqualTo(3);
    from.run("INSERT INTO dated VALUES (4, NULL), (5, '2026-01-02')");
    assertThat(append.run().rowsRead).isEqualTo(1);
    merge.run();
    assertThat(to.psql("SELECT * FROM landing.dated_incremental_merge"))
        .isEqualTo(from.psql("SELECT * FROM dated"));
    assertThat(to.psql("SELECT id FROM landing.dated_incremental_append"))
        .containsExactly("1", "5");
  }
}
