package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A publish that is cut off, or overtaken, between any two of its statements: readers see the
 * target before or after the load and nothing between, and the next run knows which.
 */
@Tag("integration")
class SinkCutOffTest {
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("cut");
  }

  /**
   * A way in which a load becomes the target.
   *
   * @param cdc where changes go; empty for loads that are none
   */
  record Way(LoadMode mode, String cdc) {
    boolean log() {
      return cdc.equals("log");
    }
  }

  static Stream<Way> ways() {
    return Stream.concat(
        Stream.of(LoadMode.values()).filter(m -> m != LoadMode.CDC_APPLY).map(m -> new Way(m, "")),
        Stream.of(
            new Way(LoadMode.CDC_APPLY, "log"),
            new Way(LoadMode.CDC_APPLY, "state"),
            new Way(LoadMode.FULL_REFRESH, "log")));
  }

  static Stream<Way> someWays() {
    return Stream.concat(
        Stream.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE)
            .map(m -> new Way(m, "")),
        Stream.of(new Way(LoadMode.CDC_APPLY, "log"), new Way(LoadMode.CDC_APPLY, "state")));
  }

  private static SinkMove move(LoadMode mode) {
    return move(new Way(mode, ""));
  }

  private static SinkMove move(Way way) {
    LoadMode mode = way.mode;
    SinkMove move = new SinkMove(to);
    move.pipeline = "cut " + way;
    move.target = "t";
    move.mode = mode;
    move.key = mode == LoadMode.INCREMENTAL_APPEND ? List.of() : List.of("id");
    move.parameters =
        switch (mode) {
          case REPLACE -> Map.of("where", "id > 2");
          case PARTITION_REPLACE -> Map.of("partition_by", "id");
          case SNAPSHOT_DIFF -> Map.of("max_delete_ratio", "1");
          case SCD2 -> Map.of("close_missing", "true");
          case FULL_REFRESH, INCREMENTAL_APPEND, INCREMENTAL_MERGE, CDC_APPLY, BACKFILL -> Map.of();
        };
    if (!way.cdc.isEmpty()) {
      move.scope = LoadRequest.CHANGES;
      move.options.put("cdc", way.cdc);
    }
    if (mode != LoadMode.CDC_APPLY) {
      return move.row(3, "new").row(4, "new");
    }
    move.schema = ChangeSchema.of(move.schema, move.key);
    return move.row(1, 5L, null, 3, "new", null)
        .row(0, 6L, null, 9, "new", null)
        .row(1, 7L, new byte[] {2}, 4, null, 9);
  }

  private static void target(LoadMode mode) {
    target(new Way(mode, ""));
  }

  private static void target(Way way) {
    to.run("DROP TABLE IF EXISTS t SYNC", "DROP TABLE IF EXISTS t__changes SYNC");
    SinkMove first =
        move(way.mode == LoadMode.CDC_APPLY ? new Way(LoadMode.FULL_REFRESH, way.cdc) : way);
    first.pipeline = "cut " + way;
    first.rows.clear();
    if (way.mode == LoadMode.REPLACE) {
      first.mode = LoadMode.FULL_REFRESH;
      first.parameters = Map.of();
    }
    first.row(1, "old").row(2, "old").row(3, "old").run();
  }

  private static List<String> look(LoadMode mode) {
    return mode == LoadMode.SCD2
        ? to.rows("SELECT id, v, is_current FROM t ORDER BY ALL")
        : to.rows("SELECT id, v FROM t ORDER BY ALL");
  }

  private static List<String> after(LoadMode mode) {
    return switch (mode) {
      case FULL_REFRESH, SNAPSHOT_DIFF -> List.of("3\tnew", "4\tnew");
      case INCREMENTAL_APPEND -> List.of("1\told", "2\told", "3\tnew", "3\told", "4\tnew");
      case SCD2 ->
          List.of(
              "1\told\tfalse", "2\told\tfalse", "3\tnew\ttrue", "3\told\tfalse", "4\tnew\ttrue");
      default -> List.of("1\told", "2\told", "3\tnew", "4\tnew");
    };
  }

  /** Every change stands in the log once, whatever was tried before. */
  private static void refuseDoubles(Way way) {
    if (way.log() && way.mode == LoadMode.CDC_APPLY) {
      assertThat(
              to.rows(
                  "SELECT id, v, _dpone_kind FROM t__changes WHERE _dpone_position > 0 ORDER BY"
                      + " _dpone_position, id"))
          .containsExactly("3\tnew\tupdate", "9\tnew\tinsert", "4\tnew\tupdate", "9\t\\N\tdelete");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void betweenAnyTwoStatements(Way way) {
    LoadMode mode = way.mode;
    boolean fired = true;
    int cuts = 0;
    boolean completed = false;
    for (; fired; cuts++) {
      target(way);
      List<String> before = look(mode);
      SinkMove move = move(way);
      AtomicInteger reached = new AtomicInteger();
      int at = cuts;
      move.context.onBoundary =
          boundary -> {
            if (boundary == Boundary.DURING_SWAP && reached.getAndIncrement() == at) {
              throw new IllegalStateException("cut off");
            }
          };
      try {
        move.run();
        fired = false;
        assertThat(look(mode)).isEqualTo(after(mode));
      } catch (IllegalStateException cut) {
        assertThat(look(mode)).as("cut " + at).isIn(before, after(mode));
        SinkMove next = move(way);
        try (Sink sink = next.open();
            Committer committer = sink.committer(next.request())) {
          next.fence(committer);
          CommitOutcome outcome = committer.probe(move.message.loadId(), move.message);
          assertThat(outcome)
              .isEqualTo(
                  look(mode).equals(before)
                      ? CommitOutcome.NOT_COMMITTED
                      : CommitOutcome.IN_PROGRESS);
          completed |= outcome == CommitOutcome.IN_PROGRESS;
          if (outcome == CommitOutcome.NOT_COMMITTED) {
            committer.abort(move.message.loadId(), move.message.generation());
            next.prepare(sink, committer);
            committer.commit(next.message, Optional.empty());
          } else {
            committer.commit(move.message, Optional.empty());
            committer.commit(move.message, Optional.empty());
            assertThat(committer.probe(move.message.loadId(), move.message))
                .isEqualTo(CommitOutcome.COMMITTED);
          }
        }
        assertThat(look(mode)).as("after cut " + at).isEqualTo(after(mode));
        refuseDoubles(way);
        assertThat(left()).isEmpty();
      }
    }
    assertThat(cuts).isGreaterThan(3);
    assertThat(completed).as("a cut after the exchange").isTrue();
  }

  private static List<String> left() {
    return to.rows("SELECT name FROM system.tables WHERE database = 'cut' AND name LIKE '%\\_g%'");
  }

  @ParameterizedTest
  @MethodSource("someWays")
  void anOlderRunIsOvertakenAtAnyPlace(Way way) {
    LoadMode mode = way.mode;
    boolean fired = true;
    for (int cuts = 0; fired; cuts++) {
      target(way);
      List<String> before = look(mode);
      SinkMove zombie = move(way);
      SinkMove newer = move(way);
      AtomicInteger reached = new AtomicInteger();
      AtomicLong fenced = new AtomicLong();
      int at = cuts;
      try (Sink sink = newer.open();
          Committer committer = sink.committer(newer.request())) {
        zombie.context.onBoundary =
            boundary -> {
              if (boundary == Boundary.DURING_SWAP && reached.getAndIncrement() == at) {
                newer.fence(committer);
                fenced.set(newer.generation);
              }
            };
        try {
          zombie.run();
          fired = fenced.get() > 0;
        } catch (DponeException overtaken) {
          assertThat(fenced.get()).as(overtaken.oneLine()).isPositive();
        }
        if (fenced.get() > 0) {
          CommitOutcome outcome = committer.probe(zombie.message.loadId(), zombie.message);
          List<String> now = look(mode);
          assertThat(outcome).isEqualTo(now.equals(before) ? CommitOutcome.NOT_COMMITTED : outcome);
          if (outcome == CommitOutcome.NOT_COMMITTED) {
            assertThat(now).isEqualTo(before);
            assertThatThrownBy(
                    () -> {
                      try (Sink late = zombie.open();
                          Committer old = late.committer(zombie.request())) {
                        old.commit(zombie.message, Optional.empty());
                      }
                    })
                .isInstanceOf(DponeException.class);
            assertThat(look(mode)).isEqualTo(before);
            committer.abort(zombie.message.loadId(), zombie.message.generation());
          } else {
            committer.commit(zombie.message, Optional.empty());
            assertThat(look(mode)).isEqualTo(after(mode));
          }
        }
      }
    }
  }

  @Test
  void completesALoadOfSeveralStreams() {
    to.run(
        "DROP TABLE IF EXISTS a SYNC",
        "DROP TABLE IF EXISTS b SYNC",
        "CREATE TABLE a (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id",
        "CREATE TABLE b (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id");
    SinkMove move = move(LoadMode.INCREMENTAL_APPEND);
    move.pipeline = "several";
    move.targets = List.of("a", "b");
    AtomicInteger exchanges = new AtomicInteger();
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP
              && !to.value("SELECT count() FROM a").equals("0")
              && exchanges.getAndIncrement() == 2) {
            throw new IllegalStateException("cut off");
          }
        };
    assertThatThrownBy(move::run).isInstanceOf(IllegalStateException.class);
    assertThat(to.rows("SELECT (SELECT count() FROM a), (SELECT count() FROM b)"))
        .containsExactly("2\t0");
    SinkMove next = move(LoadMode.INCREMENTAL_APPEND);
    next.pipeline = "several";
    next.targets = List.of("a", "b");
    try (Sink sink = next.open();
        Committer committer = sink.committer(next.request())) {
      next.fence(committer);
      assertThat(committer.probe(move.message.loadId(), move.message))
          .isEqualTo(CommitOutcome.IN_PROGRESS);
      assertThat(committer.commit(move.message, Optional.empty()).inserted())
          .containsEntry("a", 2L)
          .containsEntry("b", 2L);
    }
    assertThat(to.rows("SELECT (SELECT count() FROM a), (SELECT count() FROM b)"))
        .containsExactly("2\t2");
    assertThat(left()).isEmpty();
  }

  @Test
  void completesAViewWhoseLogWasPublishedBefore() {
    to.run("DROP TABLE IF EXISTS t SYNC", "DROP TABLE IF EXISTS t__changes SYNC");
    Way way = new Way(LoadMode.FULL_REFRESH, "log");
    SinkMove move = move(way);
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP && to.value("EXISTS t__changes").equals("1")) {
            throw new IllegalStateException("cut off");
          }
        };
    assertThatThrownBy(move::run).isInstanceOf(IllegalStateException.class);
    assertThat(to.value("EXISTS t")).isEqualTo("0");
    SinkMove next = move(way);
    try (Sink sink = next.open();
        Committer committer = sink.committer(next.request())) {
      next.fence(committer);
      assertThat(committer.probe(move.message.loadId(), move.message))
          .isEqualTo(CommitOutcome.IN_PROGRESS);
      committer.commit(move.message, Optional.empty());
    }
    assertThat(look(way.mode)).isEqualTo(after(way.mode));
  }

  @Test
  void tellsNothingApartWhenAnotherTableTookThePlace() {
    target(LoadMode.INCREMENTAL_APPEND);
    SinkMove move = move(LoadMode.INCREMENTAL_APPEND);
    String intended = "SELECT count() FROM _dpone_loads WHERE event = 'intended'";
    String before = to.value(intended);
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP && !to.value(intended).equals(before)) {
            throw new IllegalStateException("cut off");
          }
        };
    assertThatThrownBy(move::run).isInstanceOf(IllegalStateException.class);
    to.run(
        "DROP TABLE t SYNC",
        "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id");
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      committer.fence(committer.generation() + 1);
      assertThat(committer.probe(move.message.loadId(), move.message))
          .isEqualTo(CommitOutcome.UNKNOWN);
      committer.abort(move.message.loadId(), move.message.generation());
    }
  }
}
