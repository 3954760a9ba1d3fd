package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class MergeTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("merge_from");
    to = PostgresTestServer.get().database("merge_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (a int, b text, v numeric, j json, PRIMARY KEY (a, b))",
        "INSERT INTO t SELECT i, 'k', i, '{\"i\": 1}' FROM generate_series(1, 100) i");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE");
  }

  private static Move merge() {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.INCREMENTAL_MERGE;
    move.key = List.of("b", "a");
    return move;
  }

  private static void change() {
    from.run(
        "UPDATE t SET v = 1.00 WHERE a = 1",
        "UPDATE t SET j = '{\"i\":1}' WHERE a = 2",
        "UPDATE t SET v = NULL WHERE a = 3",
        "INSERT INTO t VALUES (200, 'k', 1, NULL)");
  }

  private static void check(Move move) {
    assertThat(move.receipt.inserted()).containsEntry("public.t", 1L);
    assertThat(move.receipt.updated()).containsEntry("public.t", 3L);
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
  }

  @Test
  void byTheUniqueIndexThatCoversTheKey() {
    Move move = merge().run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("insert on conflict update");
    change();
    check(move.run());
  }

  @Test
  void withoutAUniqueIndexByMerge() {
    merge().run();
    to.run("ALTER TABLE landing.t DROP CONSTRAINT t_pkey");
    change();
    Move move = merge().run();
    assertThat(move.plan.streams().get(0).publish()).isEqualTo("merge");
    check(move);
  }

  @Test
  void everyWayGivesTheSameRowsAndCounts() {
    for (String way : List.of("on_conflict", "merge", "update_insert", "delete_insert")) {
      tables();
      merge().run();
      change();
      Move move = merge();
      move.sinkOptions.put("merge", way);
      move.run();
      if (way.equals("delete_insert")) {
        assertThat(move.receipt.deleted()).containsEntry("public.t", 3L);
        assertThat(move.receipt.inserted()).containsEntry("public.t", 4L);
        assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
      } else {
        check(move);
      }
      Move again = merge();
      again.sinkOptions.put("merge", way);
      again.run();
      assertThat(again.receipt.inserted()).as(way).containsEntry("public.t", 0L);
      assertThat(again.receipt.updated()).as(way).containsEntry("public.t", 0L);
      assertThat(again.receipt.deleted()).as(way).containsEntry("public.t", 0L);
      assertThat(again.receipt.notes())
          .contains("merged 101 staged rows into about 0 of the target");
    }
  }

  @Test
  void aWayThatCannotBeIsRefusedWithTheReason() {
    merge().run();
    Move lossy = merge();
    lossy.sinkOptions.put("merge", "delete_insert");
    to.run("ALTER TABLE landing.t ADD own int");
    assertThatThrownBy(lossy::planOnly).hasMessageContaining("would lose the column own");
    to.run("ALTER TABLE landing.t DROP CONSTRAINT t_pkey");
    Move conflict = merge();
    conflict.sinkOptions.put("merge", "on_conflict");
    assertThatThrownBy(conflict::planOnly).hasMessageContaining("needs a unique index on exactly");
  }

  @Test
  void aChunkOfABackfillIsMergedAndMayComeAgain() {
    for (int i = 0; i < 3; i++) {
      Move move = merge();
      move.mode = LoadMode.BACKFILL;
      move.parameters = java.util.Map.of("chunk_rows", "10");
      move.run();
      assertThat(move.receipt.inserted()).containsEntry("public.t", i == 0 ? 100L : 0L);
      assertThat(move.receipt.updated()).containsEntry("public.t", 0L);
    }
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
  }

  @Test
  void thePlanNamesTheIndex() {
    merge().run();
    to.run("ALTER TABLE landing.t ADD UNIQUE (a)", "CREATE UNIQUE INDEX z ON landing.t (b, a)");
    assertThat(merge().planOnly().streams().get(0).notes())
        .anyMatch(note -> note.contains("the unique index t_pkey covers the key"));
  }

  @Test
  void intoAPartitionedTable() {
    to.run(
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.t (a int, b text, v numeric, j json, PRIMARY KEY (a, b))"
            + " PARTITION BY HASH (a)",
        "CREATE TABLE landing.t0 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE landing.t1 PARTITION OF landing.t FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
    merge().run();
    change();
    check(merge().run());
  }

  @Test
  void refusesDuplicateAndNullKeysBeforeTheTargetChanges() {
    merge().run();
    from.run("ALTER TABLE t DROP CONSTRAINT t_pkey", "INSERT INTO t VALUES (7, 'k', -7, NULL)");
    assertThatThrownBy(() -> merge().run())
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_DUPLICATE_KEY");
              assertThat(e.oneLine()).contains("(k, 7)");
            });
    from.run("ALTER TABLE t ALTER b DROP NOT NULL", "UPDATE t SET b = NULL WHERE v = -7");
    assertThatThrownBy(() -> merge().run())
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_NULL_KEY"));
    assertThat(to.value("SELECT sum(v) FROM landing.t")).isEqualTo("5050");
  }

  @Test
  void refusesAMissingKey() {
    Move move = merge();
    move.key = List.of();
    assertThatThrownBy(move::planOnly).hasMessageContaining("unique key");
    move.key = List.of("nope");
    assertThatThrownBy(move::planOnly).hasMessageContaining("nope");
  }

  @Test
  void comparesKeysInTheirNativeType() {
    from.run("ALTER TABLE t DROP CONSTRAINT t_pkey", "ALTER TABLE t ALTER a TYPE numeric");
    from.run("UPDATE t SET a = 5.00 WHERE a = 5");
    to.run(
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.t (a numeric, b text, v numeric, j json, UNIQUE (a, b))",
        "INSERT INTO landing.t VALUES (5, 'k', 0, NULL)");
    Move move = merge().run();
    assertThat(move.receipt.updated()).containsEntry("public.t", 1L);
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("100");
  }

  @Test
  void identityColumnsTakeTheSourcesValues() {
    to.run(
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.t (a int GENERATED ALWAYS AS IDENTITY, b text, v numeric, j json,"
            + " PRIMARY KEY (a, b))");
    merge().run();
    change();
    check(merge().run());
  }
}
