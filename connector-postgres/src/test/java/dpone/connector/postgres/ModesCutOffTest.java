package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A publish that is cut off between any two of its statements leaves the target as it was. */
@Tag("integration")
class ModesCutOffTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("cut_from");
    to = PostgresTestServer.get().database("cut_to");
  }

  private static Move move(LoadMode mode) {
    Move move = new Move(from, to, "public.t");
    move.mode = mode;
    move.key = List.of("id");
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

  private static void target(LoadMode mode) {
    to.run("DROP SCHEMA IF EXISTS landing CASCADE", "CREATE SCHEMA landing");
    if (mode == LoadMode.PARTITION_REPLACE) {
      to.run(
          "CREATE TABLE landing.t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
          "CREATE TABLE landing.low PARTITION OF landing.t FOR VALUES FROM (1) TO (6)",
          "CREATE TABLE landing.high PARTITION OF landing.t FOR VALUES FROM (6) TO (100)");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadMode.class,
      names = {"INCREMENTAL_MERGE", "REPLACE", "PARTITION_REPLACE", "SNAPSHOT_DIFF", "SCD2"})
  void betweenAnyTwoStatements(LoadMode mode) {
    from.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int, v text)",
        "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 9) i");
    target(mode);
    move(mode).run();
    from.run("UPDATE t SET v = 'w' WHERE id > 7", "INSERT INTO t VALUES (10, 'x')");
    if (mode == LoadMode.SNAPSHOT_DIFF || mode == LoadMode.SCD2) {
      from.run("DELETE FROM t WHERE id = 1");
    }
    String look = "SELECT t::text FROM landing.t";
    List<String> before = to.psql(look);
    int cuts = 0;
    for (boolean fired = true; fired; cuts++) {
      AtomicInteger reached = new AtomicInteger();
      int at = cuts;
      Move move = move(mode);
      move.context.onBoundary =
          boundary -> {
            if (boundary == Boundary.DURING_SWAP && reached.getAndIncrement() == at) {
              throw new IllegalStateException("cut off");
            }
          };
      try {
        move.run();
        fired = false;
      } catch (IllegalStateException cut) {
        assertThat(to.psql(look)).as("cut " + at).isEqualTo(before);
      }
    }
    assertThat(cuts).as("statements that were cut off after").isGreaterThan(2);
    assertThat(
            to.psql(
                "SELECT id, v FROM landing.t" + (mode == LoadMode.SCD2 ? " WHERE is_current" : "")))
        .isEqualTo(from.psql("SELECT id, v FROM t"));
    List<String> after = to.psql(look);
    for (int i = 0; i < 3; i++) {
      move(mode).run();
      assertThat(to.psql(look)).isEqualTo(after);
    }
  }
}
