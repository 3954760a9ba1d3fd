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

/** Whole partitions are replaced by attaching, others by value. */
@Tag("integration")
class PartitionReplaceTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("parts_from");
    to = PostgresTestServer.get().database("parts_to");
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int, \"Day\" date, region text)",
        "INSERT INTO t SELECT i, date '2026-01-30' + i % 4, 'r' || i % 3"
            + " FROM generate_series(1, 400) i");
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
  }

  private static void byDay() {
    to.run(
        "CREATE TABLE landing.t (id int, \"Day\" date, region text DEFAULT 'x',"
            + " PRIMARY KEY (id, \"Day\"), CHECK (id > -1000)) PARTITION BY RANGE (\"Day\")",
        "CREATE INDEX by_region ON landing.t (region)",
        "CREATE TABLE landing.jan PARTITION OF landing.t"
            + " FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE TABLE landing.\"Feb's\" PARTITION OF landing.t"
            + " FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
        "CREATE INDEX own ON landing.jan (id) WHERE id > 5",
        "COMMENT ON TABLE landing.jan IS 'it''s January'");
  }

  private static Move move(String column) {
    Move move = new Move(from, to, "public.t");
    move.mode = LoadMode.PARTITION_REPLACE;
    move.parameters = Map.of("partition_by", column);
    return move;
  }

  private static void equal() {
    assertThat(to.psql("SELECT * FROM landing.t")).isEqualTo(from.psql("SELECT * FROM t"));
  }

  private static String shape() {
    return String.join(
        "\n",
        to.column(
            "SELECT pg_get_indexdef(indexrelid) || coalesce((SELECT ' under ' || inhparent::regclass"
                + " FROM pg_inherits WHERE inhrelid = indexrelid), '') FROM pg_index WHERE"
                + " indrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'landing.t'::regclass)"
                + " UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' ||"
                + " pg_get_constraintdef(oid) || coninhcount || conislocal FROM pg_constraint"
                + " WHERE conrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'landing.t'::regclass)"
                + " UNION ALL SELECT inhrelid::regclass || ' ' || pg_get_expr(relpartbound, oid) || coalesce(obj_description(oid), '')"
                + " || (SELECT string_agg(attname || coalesce(pg_get_expr(adbin, adrelid), '') || attnotnull, ',' ORDER BY attname) FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = c.oid AND attnum > 0)"
                + " FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'landing.t'::regclass"
                + " ORDER BY 1"));
  }

  @Test
  void wholePartitionsAreBuiltAndAttached() {
    byDay();
    move("Day").run();
    equal();
    String shape = shape();
    String old = to.value("SELECT 'landing.jan'::regclass::oid");
    for (int i = 0; i < 3; i++) {
      from.run("UPDATE t SET region = region || '!'", "DELETE FROM t WHERE id = " + (8 + i));
      Move move = move("Day").run();
      assertThat(move.plan.streams().get(0).publish()).isEqualTo("attach partitions");
      assertThat(move.receipt.inserted()).containsEntry("public.t", 399L - i);
      assertThat(move.receipt.deleted()).containsEntry("public.t", 400L - i);
      assertThat(move.receipt.notes()).contains("partition landing.jan is built anew and attached");
      equal();
      assertThat(shape()).isEqualTo(shape);
      replayed(move);
    }
    assertThat(to.value("SELECT 'landing.jan'::regclass::oid")).isNotEqualTo(old);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void valuesThatAreNotInTheLoadStay() {
    byDay();
    move("Day").run();
    from.run("DELETE FROM t WHERE \"Day\" <> '2026-01-31'", "UPDATE t SET region = 'new'");
    Move move = move("Day").run();
    assertThat(move.receipt.notes())
        .containsExactly(
            "partition landing.jan is replaced by value, since it has other values of Day too");
    assertThat(move.receipt.deleted()).containsEntry("public.t", 100L);
    assertThat(
            to.psql(
                "SELECT \"Day\", count(*), count(*) FILTER (WHERE region = 'new') FROM landing.t GROUP BY 1"))
        .containsExactly(
            "2026-01-30|100|0", "2026-01-31|100|100", "2026-02-01|100|0", "2026-02-02|100|0");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void anEmptyStageReplacesNothingAndSaysSo() {
    byDay();
    move("Day").run();
    Move move = move("Day");
    move.where = "false";
    move.run();
    assertThat(move.receipt.deleted()).containsEntry("public.t", 0L);
    assertThat(move.receipt.notes()).anyMatch(n -> n.contains("nothing is replaced"));
    equal();
  }

  @Test
  void aMissingPartitionIsRefusedWithTheValue() {
    byDay();
    from.run("UPDATE t SET \"Day\" = '2026-03-05' WHERE id <= 3");
    refused("PG_PARTITION_MISSING", "3 rows", () -> move("Day").run());
    refused("PG_PARTITION_MISSING", "'2026-03-05'", () -> move("Day").run());
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("0");
  }

  @Test
  void whatHangsOnAPartitionIsKept() {
    byDay();
    to.run("CREATE VIEW landing.v AS SELECT * FROM landing.jan");
    Move move = move("Day").run();
    assertThat(move.receipt.notes())
        .contains(
            "partition landing.jan is replaced by value, since it would lose: view landing.v",
            "partition landing.\"Feb's\" is built anew and attached");
    equal();
    assertThat(to.value("SELECT count(*) FROM landing.v")).isEqualTo("200");
  }

  @Test
  void listsTakeNullsAndTheirOwnPartitions() {
    to.run(
        "CREATE TABLE landing.t (id int, \"Day\" date, region text) PARTITION BY LIST (region)",
        "CREATE TABLE landing.a PARTITION OF landing.t FOR VALUES IN ('r0', 'r1')",
        "CREATE TABLE landing.b PARTITION OF landing.t FOR VALUES IN ('r2', NULL)");
    move("region").run();
    from.run("UPDATE t SET region = NULL WHERE id % 5 = 0");
    move("region").run();
    equal();
    Move move = move("region").run();
    assertThat(move.receipt.notes())
        .contains(
            "partition landing.a is built anew and attached",
            "partition landing.b is replaced by value, since it has other values of region too");
    equal();
  }

  @Test
  void otherTargetsAreReplacedByValueAndThePlanSaysWhy() {
    Move created = move("Day").run();
    assertThat(note(created)).contains("the target is made without partitions");
    from.run("DELETE FROM t WHERE \"Day\" > '2026-01-31'", "UPDATE t SET id = -id");
    Move plain = move("Day").run();
    assertThat(note(plain)).contains("the target is not partitioned by Day");
    assertThat(plain.receipt.deleted()).containsEntry("public.t", 200L);
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("400");
    to.run("DROP TABLE landing.t");
    byDay();
    to.run("CREATE TABLE landing.rest PARTITION OF landing.t DEFAULT");
    assertThat(note(move("Day").run())).contains("its default partition");
    equal();
    refused("PG_COLUMN_NOT_FOUND", "nope", () -> move("nope").planOnly());
  }

  @Test
  void aPartitionThatGetsRowsMeanwhileIsNotLost() {
    byDay();
    move("Day").run();
    Move late = move("Day");
    try (var source = late.source();
        var sink = late.sink()) {
      var info = source.describe(late.selection());
      var request = late.request(info);
      late.plan = sink.plan(request);
      try (var committer = sink.committer(request)) {
        long generation = committer.generation() + 1;
        committer.fence(generation);
        var id = new dpone.spi.transfer.LoadId("0".repeat(31) + "7");
        var stage = committer.stage(late.plan, id, generation);
        List<dpone.spi.transfer.WriteReceipt> written = new java.util.ArrayList<>();
        late.copy(source, sink, info, stage, written);
        var message = committer.prepare(stage, written);
        to.run("INSERT INTO landing.t VALUES (1, '2026-01-05')");
        refused(
            "PG_PLAN_CHANGED",
            "not in the load",
            () -> committer.commit(message, Optional.empty()));
        committer.abort(id, generation);
      }
    }
    assertThat(to.value("SELECT count(*) FROM landing.t")).isEqualTo("401");
    assertThat(leftovers()).isEmpty();
  }

  private static String note(Move move) {
    return String.join("\n", move.plan.streams().get(0).notes());
  }

  private static List<String> leftovers() {
    return to.column(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            + " WHERE nspname = 'dpone_stage' AND relkind = 'r'");
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
    List<String> before = to.psql("SELECT tableoid, * FROM landing.t");
    try (var sink = move.sink();
        var source = move.source();
        var committer = sink.committer(move.request(source.describe(move.selection())))) {
      assertThat(committer.commit(move.message, Optional.empty())).isEqualTo(move.receipt);
    }
    assertThat(to.psql("SELECT tableoid, * FROM landing.t")).isEqualTo(before);
  }
}
