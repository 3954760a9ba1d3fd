package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each version of a row is kept with its validity. */
@Tag("integration")
class Scd2Test {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("scd_from");
    to = PostgresTestServer.get().database("scd_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int PRIMARY KEY, name text, seen int)",
        "INSERT INTO t SELECT i, 'n' || i, 0 FROM generate_series(1, 10) i");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static Move history(String... parameters) {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.SCD2;
    move.key = List.of("id");
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    move.parameters = all;
    return move;
  }

  private static void counts(Move move, long inserted, long updated) {
    assertThat(move.receipt.inserted()).containsEntry("public.t", inserted);
    assertThat(move.receipt.updated()).containsEntry("public.t", updated);
  }

  @Test
  void aChangedRowClosesItsVersionAndOpensAnother() {
    counts(history().run(), 10, 0);
    from.run(
        "UPDATE t SET name = 'new' WHERE id = 1",
        "DELETE FROM t WHERE id = 2",
        "INSERT INTO t VALUES (11, 'late', 0)");
    Move move = history().run();
    counts(move, 2, 1);
    assertThat(
            to.psql(
                "SELECT id, name, is_current, valid_to IS NULL FROM landing.t WHERE id IN (1, 2)"))
        .containsExactly("1|n1|f|f", "1|new|t|t", "2|n2|t|t");
    assertThat(
            to.value(
                "SELECT count(*) FROM landing.t a JOIN landing.t b"
                    + " ON a.id = b.id AND a.valid_to = b.valid_from WHERE a.id = 1"))
        .isEqualTo("1");
    assertThat(to.value("SELECT count(DISTINCT valid_from) FROM landing.t")).isEqualTo("2");
    replayed(move);
    for (int i = 0; i < 3; i++) {
      counts(history().run(), 0, 0);
    }
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("12");
  }

  @Test
  void theOpenVersionsAreTheSource() {
    history("close_missing", "true").run();
    for (int round = 0; round < 5; round++) {
      from.run(
          "UPDATE t SET name = name || '!' WHERE id % 5 = " + round,
          "DELETE FROM t WHERE id = " + (round + 1),
          "INSERT INTO t VALUES (" + (round == 0 ? 50 : round) + ", 'back', 1)");
      history("close_missing", "true").run();
      assertThat(to.psql("SELECT id, name, seen FROM landing.t WHERE is_current"))
          .isEqualTo(from.psql("SELECT * FROM t"));
      assertThat(to.column("SELECT id::text FROM landing.t WHERE valid_to <= valid_from"))
          .isEmpty();
      assertThat(to.column("SELECT id::text FROM landing.t WHERE is_current <> (valid_to IS NULL)"))
          .isEmpty();
    }
  }

  @Test
  void missingKeysAreClosedOnlyWhenAskedFor() {
    history().run();
    from.run("DELETE FROM t WHERE id = 3");
    counts(history().run(), 0, 0);
    counts(history("close_missing", "true").run(), 0, 1);
    assertThat(to.value("SELECT is_current FROM landing.t WHERE id = 3")).isEqualTo("f");
    from.run("DELETE FROM t");
    refused("PG_EMPTY_SNAPSHOT", "", () -> history("close_missing", "true").run());
    assertThat(to.value("SELECT count(*) FROM landing.t WHERE is_current")).isEqualTo("9");
  }

  @Test
  void otherColumnsAreWrittenIntoTheOpenVersion() {
    history("tracked_columns", "name").run();
    from.run(
        "UPDATE t SET seen = 5 WHERE id = 1", "UPDATE t SET seen = 6, name = 'x' WHERE id = 2");
    counts(history("tracked_columns", "name").run(), 1, 2);
    assertThat(to.psql("SELECT id, name, seen, is_current FROM landing.t WHERE id IN (1, 2)"))
        .containsExactly("1|n1|5|t", "2|n2|0|f", "2|x|6|t");
    refused("PG_COLUMN_NOT_FOUND", "nope", () -> history("tracked_columns", "nope").planOnly());
  }

  @Test
  void columnsOfTheValidityHaveTheNamesThatAreGiven() {
    Move move = history("valid_from", "Since when", "valid_to", "until", "is_current", "open");
    move.run();
    assertThat(
            to.value(
                "SELECT count(*) FROM landing.t WHERE open AND until IS NULL AND \"Since when\" IS NOT NULL"))
        .isEqualTo("10");
    to.run(
        "DROP TABLE landing.t",
        "CREATE TABLE landing.t (id int, name text, seen int, until timestamp)");
    refused("PG_HISTORY_COLUMNS", "no column valid_from", () -> history().planOnly());
    refused(
        "PG_HISTORY_COLUMNS",
        "as timestamp without time zone",
        () -> history("valid_from", "until").planOnly());
    refused("PG_HISTORY_COLUMNS", "column name of", () -> history("valid_to", "name").planOnly());
    refused("PG_HISTORY_COLUMNS", "share", () -> history("valid_to", "valid_from").planOnly());
  }

  @Test
  void twoOpenVersionsCannotBe() {
    history().run();
    assertThat(
            to.value(
                "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'landing.t'::regclass"))
        .contains("UNIQUE")
        .contains("WHERE is_current");
    to.run(
        "DROP INDEX landing.t_id_idx",
        "INSERT INTO landing.t SELECT * FROM landing.t WHERE id = 4");
    refused("PG_DUPLICATE_KEY", "(4)", () -> history().run());
    to.run(
        "DROP TABLE landing.t",
        "CREATE TABLE landing.t (id int PRIMARY KEY, name text, seen int, valid_from timestamptz, valid_to timestamptz, is_current bool)");
    refused("PG_HISTORY_COLUMNS", "unique index", () -> history().planOnly());
  }

  @Test
  void aVersionNeverEndsBeforeItBegan() {
    history().run();
    to.run("UPDATE landing.t SET valid_from = '2500-01-01' WHERE id = 1");
    from.run("UPDATE t SET name = 'later' WHERE id = 1");
    history().run();
    assertThat(
            to.value("SELECT valid_to > valid_from FROM landing.t WHERE id = 1 AND NOT is_current"))
        .isEqualTo("t");
  }

  private static void refused(String code, String text, ThrowingCallable run) {
    assertThatThrownBy(run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.oneLine()).contains(text);
            });
  }

  /** A committed load that is published again changes nothing and says the same. */
  private static void replayed(Move move) {
    String before = String.join("\n", to.psql("SELECT * FROM " + move.target));
    try (var sink = move.sink();
        var source = move.source();
        var committer = sink.committer(move.request(source.describe(move.selection())))) {
      assertThat(committer.commit(move.message, Optional.empty())).isEqualTo(move.receipt);
    }
    assertThat(String.join("\n", to.psql("SELECT * FROM " + move.target))).isEqualTo(before);
  }
}
