package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mode on a real engine: what the target is after it, three times in a row. */
@Tag("integration")
class SinkModesTest {
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("modes");
  }

  @BeforeEach
  void clean() {
    to.run("DROP TABLE IF EXISTS t SYNC", "DROP TABLE IF EXISTS mv SYNC");
  }

  private static SinkMove move(LoadMode mode) {
    SinkMove move = new SinkMove(to);
    move.mode = mode;
    move.key = mode == LoadMode.INCREMENTAL_APPEND ? List.of() : List.of("id");
    move.parameters =
        switch (mode) {
          case REPLACE -> Map.of("where", "id > 0");
          case PARTITION_REPLACE -> Map.of("partition_by", "id");
          case SNAPSHOT_DIFF -> Map.of("max_delete_ratio", "1");
          case SCD2 -> Map.of("close_missing", "true");
          case FULL_REFRESH, INCREMENTAL_APPEND, INCREMENTAL_MERGE, CDC_APPLY, BACKFILL -> Map.of();
        };
    return move;
  }

  private static List<String> target() {
    return to.rows("SELECT id, v FROM t ORDER BY id, v");
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadMode.class,
      names = {"CDC_APPLY", "SCD2"},
      mode = EnumSource.Mode.EXCLUDE)
  void makesTheTarget(LoadMode mode) {
    CommitReceipt receipt = move(mode).row(1, "a").row(2, null).run();
    assertThat(target()).containsExactly("1\ta", "2\t\\N");
    assertThat(receipt.inserted()).containsEntry("s", 2L);
    assertThat(to.value("SELECT engine FROM system.tables WHERE database = 'modes' AND name = 't'"))
        .isEqualTo("MergeTree");
    assertThat(
            to.value(
                "SELECT count() FROM system.tables WHERE database = 'modes' AND name LIKE"
                    + " '\\\\_dpone\\\\_%\\\\_g%'"))
        .isEqualTo("0");
  }

  @Test
  void refreshesThreeTimesAndKeepsTheDefinition() {
    to.run(
        "CREATE TABLE t (id Int64, v Nullable(String) CODEC(ZSTD(3)), INDEX ix v TYPE"
            + " bloom_filter GRANULARITY 1) ENGINE = MergeTree PARTITION BY id % 2 ORDER BY id"
            + " SETTINGS index_granularity = 1024 COMMENT 'mine'");
    String definition = to.value("SHOW CREATE TABLE t");
    for (int i = 0; i < 3; i++) {
      move(LoadMode.FULL_REFRESH).row(1, "a" + i).row(2, null).run();
      assertThat(target()).containsExactly("1\ta" + i, "2\t\\N");
    }
    assertThat(to.value("SHOW CREATE TABLE t")).isEqualTo(definition);
  }

  @Test
  void appends() {
    for (int i = 1; i <= 3; i++) {
      CommitReceipt receipt = move(LoadMode.INCREMENTAL_APPEND).row(i, "a").run();
      assertThat(receipt.inserted()).containsEntry("s", 1L);
      assertThat(target()).hasSize(i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "delete_insert", "shadow_swap"})
  void merges(String how) {
    for (int i = 1; i <= 3; i++) {
      SinkMove move = move(LoadMode.INCREMENTAL_MERGE);
      move.options.put("merge", how);
      CommitReceipt receipt = move.row(1, "a" + i).row(i + 1, "b").run();
      assertThat(target()).hasSize(i + 1).startsWith("1\ta" + i);
      if (i > 1) {
        assertThat(receipt.inserted()).containsEntry("s", 1L);
        assertThat(receipt.updated()).containsEntry("s", 1L);
      }
    }
  }

  @Test
  void mergesIntoReplacing() {
    to.run("CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = ReplacingMergeTree ORDER BY id");
    for (int i = 1; i <= 3; i++) {
      SinkMove move = move(LoadMode.INCREMENTAL_MERGE).row(1, "a" + i).row(i + 1, "b");
      move.run();
      assertThat(move.plan.streams().get(0).publish()).isEqualTo("replacing");
      assertThat(to.rows("SELECT id, v FROM t FINAL ORDER BY id"))
          .hasSize(i + 1)
          .startsWith("1\ta" + i);
    }
  }

  @Test
  void mergesIntoATableWithProjections() {
    to.run(
        "CREATE TABLE t (id Int64, v Nullable(String), PROJECTION p (SELECT v, count() GROUP BY v))"
            + " ENGINE = MergeTree ORDER BY id",
        "INSERT INTO t SELECT number, 'x' FROM numbers(100)");
    SinkMove move = move(LoadMode.INCREMENTAL_MERGE).row(1, "a");
    move.options.put("merge", "delete_insert");
    String definition = to.value("SHOW CREATE TABLE t");
    move.run();
    assertThat(to.rows("SELECT v, count() FROM t GROUP BY v ORDER BY v"))
        .containsExactly("a\t1", "x\t99");
    assertThat(to.value("SHOW CREATE TABLE t")).isEqualTo(definition);
  }

  @Test
  void backfillsAgain() {
    for (int i = 0; i < 3; i++) {
      move(LoadMode.BACKFILL).row(1, "a").row(2, "b").run();
      assertThat(target()).containsExactly("1\ta", "2\tb");
    }
  }

  @Test
  void replacesByCondition() {
    move(LoadMode.FULL_REFRESH).row(1, "a").row(2, "b").row(3, "c").run();
    for (int i = 0; i < 3; i++) {
      SinkMove move = move(LoadMode.REPLACE);
      move.parameters = Map.of("where", "id >= 2 -- the rest\n");
      CommitReceipt receipt = move.row(4, "d" + i).run();
      assertThat(target()).containsExactly("1\ta", "4\td" + i);
      assertThat(receipt.deleted()).containsEntry("s", i == 0 ? 2L : 1L);
    }
    SinkMove outside = move(LoadMode.REPLACE).row(1, "z");
    outside.parameters = Map.of("where", "id >= 2");
    assertThatThrownBy(outside::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_OUTSIDE_CONDITION"));
    assertThat(target()).containsExactly("1\ta", "4\td2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PARTITION BY id", "PARTITION BY id % 2", ""})
  void replacesPartitions(String partition) {
    to.run(
        "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree "
            + partition
            + " ORDER BY id",
        "INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'c'), (3, NULL)");
    for (int i = 0; i < 3; i++) {
      SinkMove move = move(LoadMode.PARTITION_REPLACE);
      move.key = List.of();
      CommitReceipt receipt = move.row(1, "z" + i).row(4, "n").run();
      assertThat(target()).containsExactly("1\tz" + i, "2\tc", "3\t\\N", "4\tn");
      assertThat(receipt.deleted()).containsEntry("s", 2L);
    }
  }

  @Test
  void makesEqualToASnapshot() {
    move(LoadMode.FULL_REFRESH).row(1, "a").row(2, null).row(3, "c").row(4, "d").run();
    CommitReceipt receipt =
        move(LoadMode.SNAPSHOT_DIFF).row(1, "a").row(2, null).row(3, "x").row(5, "e").run();
    assertThat(target()).containsExactly("1\ta", "2\t\\N", "3\tx", "5\te");
    assertThat(receipt.deleted()).containsEntry("s", 1L);
    assertThat(receipt.updated()).containsEntry("s", 1L);
    assertThat(receipt.inserted()).containsEntry("s", 1L);
    for (int i = 0; i < 2; i++) {
      CommitReceipt again =
          move(LoadMode.SNAPSHOT_DIFF).row(1, "a").row(2, null).row(3, "x").row(5, "e").run();
      assertThat(again.updated()).containsEntry("s", 0L);
      assertThat(again.inserted()).containsEntry("s", 0L);
      assertThat(target()).hasSize(4);
    }
    SinkMove few = move(LoadMode.SNAPSHOT_DIFF).row(1, "a");
    few.parameters = Map.of("max_delete_ratio", "0.1");
    assertThatThrownBy(few::run).hasMessageContaining("at most 0 may be deleted");
    assertThatThrownBy(move(LoadMode.SNAPSHOT_DIFF)::run).hasMessageContaining("no row");
    assertThat(target()).hasSize(4);
  }

  @Test
  void keepsVersions() {
    move(LoadMode.SCD2).row(1, "a").row(2, "b").row(3, "c").run();
    CommitReceipt receipt = move(LoadMode.SCD2).row(1, "a").row(2, "x").row(4, "d").run();
    String look = "SELECT id, v, is_current, valid_to IS NULL FROM t ORDER BY id, valid_from";
    List<String> expected =
        List.of(
            "1\ta\ttrue\t1", "2\tb\tfalse\t0", "2\tx\ttrue\t1", "3\tc\tfalse\t0", "4\td\ttrue\t1");
    assertThat(to.rows(look)).isEqualTo(expected);
    assertThat(receipt.updated()).containsEntry("s", 2L);
    for (int i = 0; i < 3; i++) {
      move(LoadMode.SCD2).row(1, "a").row(2, "x").row(4, "d").run();
      assertThat(to.rows(look)).isEqualTo(expected);
    }
    assertThat(
            to.value(
                "SELECT count() FROM t AS a INNER JOIN t AS b ON a.id = b.id WHERE a.valid_to ="
                    + " b.valid_from"))
        .isEqualTo("1");
  }

  @Test
  void writesUntrackedColumnsIntoTheOpenVersion() {
    for (String note : List.of("one", "two")) {
      SinkMove move =
          move(LoadMode.SCD2)
              .columns(
                  SinkMove.field("id", new dpone.spi.type.DataType.Int(64)),
                  SinkMove.field("v", new dpone.spi.type.DataType.Text()),
                  SinkMove.field("note", new dpone.spi.type.DataType.Text()));
      move.parameters = Map.of("tracked_columns", "v");
      move.row(1, "a", note).row(2, note.equals("two") ? "c" : "b", note).run();
    }
    assertThat(to.rows("SELECT id, v, note, is_current FROM t ORDER BY id, valid_from"))
        .containsExactly("1\ta\ttwo\ttrue", "2\tb\tone\tfalse", "2\tc\ttwo\ttrue");
  }

  @Test
  void refusesBadKeysBeforeTheTargetChanges() {
    move(LoadMode.FULL_REFRESH).row(1, "a").run();
    assertThatThrownBy(move(LoadMode.INCREMENTAL_MERGE).row(2, "a").row(2, "b")::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("CH_KEY_DUPLICATE");
              assertThat(e.place().rowKey()).isEqualTo("(2)");
            });
    to.run(
        "DROP TABLE t SYNC",
        "CREATE TABLE t (id Nullable(Int64), v String) ENGINE = MergeTree" + " ORDER BY tuple()",
        "INSERT INTO t VALUES (1, 'a')");
    SinkMove nulls =
        move(LoadMode.INCREMENTAL_MERGE)
            .columns(
                SinkMove.field("id", new dpone.spi.type.DataType.Int(64)),
                SinkMove.field("v", new dpone.spi.type.DataType.Text()))
            .row(null, "b");
    assertThatThrownBy(nulls::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_KEY_NULL"));
    assertThat(target()).containsExactly("1\ta");
  }

  @Test
  void refusesToStarveViews() {
    to.run(
        "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id",
        "CREATE MATERIALIZED VIEW mv ENGINE = MergeTree ORDER BY id AS SELECT id FROM t");
    assertThatThrownBy(move(LoadMode.INCREMENTAL_APPEND).row(1, "a")::plan)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_VIEWS_NOT_FED"));
    SinkMove ignoring = move(LoadMode.INCREMENTAL_APPEND).row(1, "a");
    ignoring.options.put("dependent_views", "ignore");
    ignoring.run();
    to.run("INSERT INTO t VALUES (2, 'b')");
    assertThat(to.value("SELECT count() FROM mv")).isEqualTo("1");
  }
}
