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

/**
 * The target becomes the snapshot with the fewest changes, and not when the snapshot looks broken.
 */
@Tag("integration")
class SnapshotDiffTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("diff_from");
    to = PostgresTestServer.get().database("diff_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (a int, \"B c\" text, v numeric, j json, PRIMARY KEY (a, \"B c\"))",
        "INSERT INTO t SELECT i, 'k', i, '{\"i\": 1}' FROM generate_series(1, 100) i");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static Move diff(String... parameters) {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.SNAPSHOT_DIFF;
    move.key = List.of("B c", "a");
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    move.parameters = all;
    return move;
  }

  private static void equal() {
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
  }

  private static void change() {
    from.run(
        "UPDATE t SET v = 1.00 WHERE a = 1",
        "UPDATE t SET j = '{\"i\":1}' WHERE a = 2",
        "DELETE FROM t WHERE a IN (3, 4)",
        "INSERT INTO t VALUES (200, 'k', 1, NULL)");
  }

  private static void counts(Move move, long inserted, long updated, long deleted) {
    assertThat(move.receipt.inserted()).containsEntry("public.t", inserted);
    assertThat(move.receipt.updated()).containsEntry("public.t", updated);
    assertThat(move.receipt.deleted()).containsEntry("public.t", deleted);
  }

  @Test
  void changesOnlyWhatDiffers() {
    counts(diff().run(), 100, 0, 0);
    change();
    Move move = diff().run();
    counts(move, 1, 2, 2);
    equal();
    replayed(move);
    for (int i = 0; i < 3; i++) {
      counts(diff().run(), 0, 0, 0);
      equal();
    }
  }

  @Test
  void alsoWithoutAUniqueIndexAndIntoPartitions() {
    to.run(
        "CREATE TABLE landing.t (a int, \"B c\" text, v numeric, j json) PARTITION BY HASH (a)",
        "CREATE TABLE landing.t0 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE landing.t1 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
    counts(diff().run(), 100, 0, 0);
    change();
    counts(diff().run(), 1, 2, 2);
    equal();
    to.run("INSERT INTO landing.t VALUES (1, 'k', 7, NULL)");
    refused("PG_DUPLICATE_KEY", "(k, 1)", () -> diff().run());
  }

  @Test
  void tooManyMissingRowsFailBeforeTheTargetChanges() {
    diff().run();
    from.run("DELETE FROM t WHERE a <= 6");
    refused("PG_TOO_MANY_DELETES", "6 of the target's 100 rows", () -> diff().run());
    refused("PG_TOO_MANY_DELETES", "at most 0", () -> diff("max_delete_ratio", "0").run());
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("100");
    counts(diff("max_delete_ratio", "0.06").run(), 0, 0, 6);
    equal();
  }

  @Test
  void rowsThatComeToTheTargetMeanwhileCountAsWell() {
    diff().run();
    from.run("DELETE FROM t WHERE a <= 5");
    Move move = diff();
    move.context.onBoundary =
        boundary -> {
          if (boundary == dpone.spi.context.Boundary.DURING_SWAP) {
            throw new IllegalStateException("not reached: the lock comes first");
          }
        };
    assertThatThrownBy(move::run).isInstanceOf(IllegalStateException.class);
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("100");
    Move late = diff();
    try (var source = late.source();
        var sink = late.sink()) {
      var info = source.describe(late.selection());
      var request = late.request(info);
      late.plan = sink.plan(request);
      try (var committer = sink.committer(request)) {
        long generation = committer.generation() + 1;
        committer.fence(generation);
        var id = new dpone.spi.transfer.LoadId("0".repeat(31) + "9");
        var stage = committer.stage(late.plan, id, generation);
        List<dpone.spi.transfer.WriteReceipt> written = new java.util.ArrayList<>();
        late.copy(source, sink, info, stage, written);
        var message = committer.prepare(stage, written);
        to.run("INSERT INTO landing.t SELECT -i, 'x', 0, NULL FROM generate_series(1, 50) i");
        refused(
            "PG_TOO_MANY_DELETES", "55 rows", () -> committer.commit(message, Optional.empty()));
        committer.abort(id, generation);
      }
    }
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("150");
  }

  @Test
  void anEmptySnapshotFailsUnlessItIsAllowed() {
    diff().run();
    from.run("DELETE FROM t");
    refused("PG_EMPTY_SNAPSHOT", "100", () -> diff("max_delete_ratio", "1").run());
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("100");
    counts(diff("allow_empty", "true").run(), 0, 0, 100);
    counts(diff().run(), 0, 0, 0);
  }

  @Test
  void refusesARatioThatIsNone() {
    for (String ratio : List.of("-0.1", "1.5", "five", "NaN")) {
      refused("PG_INVALID_OPTION", ratio, () -> diff("max_delete_ratio", ratio).planOnly());
    }
  }

  @Test
  void thePlanNamesTheGuardAndWhatADeleteReaches() {
    diff().run();
    to.run(
        "CREATE TABLE landing.child (a int, b text, FOREIGN KEY (a, b) REFERENCES landing.t (a,"
            + " \"B c\") ON DELETE CASCADE)");
    assertThat(diff("max_delete_ratio", "0.10").planOnly().streams().get(0).notes())
        .anyMatch(note -> note.contains("more than 0.1 of"))
        .anyMatch(note -> note.contains("landing.child"));
  }

  @Test
  void aMillionKeys() {
    from.run("INSERT INTO t SELECT i, 'm', i, NULL FROM generate_series(1, 1000000) i");
    diff().run();
    from.run("UPDATE t SET v = -v WHERE a % 100 = 1", "DELETE FROM t WHERE a % 50 = 0 AND a > 200");
    Move move = diff().run();
    counts(move, 0, 10_001, 19_996);
    assertThat(to.value("SELECT sum(hashtextextended(t::text, 0)) FROM landing.t t"))
        .isEqualTo(from.value("SELECT sum(hashtextextended(t::text, 0)) FROM t"));
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
