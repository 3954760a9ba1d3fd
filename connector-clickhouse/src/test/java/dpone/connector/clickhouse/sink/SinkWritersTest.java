package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers that fail, that are retried and that are late. */
@Tag("integration")
class SinkWritersTest {
  private static final int ROWS = 300_000;
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("writers");
  }

  @BeforeEach
  void clean() {
    to.run("DROP TABLE IF EXISTS t SYNC");
  }

  private static SinkMove move() {
    SinkMove move = new SinkMove(to);
    for (int i = 0; i < ROWS; i++) {
      move.row(i, UUID.nameUUIDFromBytes(Integer.toString(i).getBytes()).toString());
    }
    return move;
  }

  /** R14: what is sent again is the same bytes under the same token. */
  @Test
  void anInsertThatIsSentTwiceIsStoredOnce() {
    SinkMove move = move();
    move.context.timesEach = 2;
    move.context.maxCellBytes = 4 << 20;
    move.context.keptBytes = 1 << 20;
    move.run();
    assertThat(to.value("SELECT count(), uniqExact(id) FROM t")).isEqualTo(ROWS + "\t" + ROWS);
    assertThat(move.context.boundaries)
        .filteredOn(b -> b == Boundary.MID_WRITE)
        .hasSizeGreaterThan(5);
    assertThat(move.context.reserved.get()).isZero();
  }

  /** SINK-4: an attempt that ended early is in nothing that is published. */
  @Test
  void anAttemptThatFailsLeavesNothing() {
    SinkMove move = move();
    move.context.maxCellBytes = 4 << 20;
    move.context.keptBytes = 1 << 20;
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      move.fence(committer);
      move.plan = sink.plan(move.request());
      StageHandle stage =
          committer.stage(
              move.plan,
              new LoadId(UUID.randomUUID().toString().replace("-", "")),
              move.generation);
      move.context.onBoundary =
          boundary -> {
            if (boundary == Boundary.MID_WRITE) {
              throw new IllegalStateException("the reader broke off");
            }
          };
      assertThatThrownBy(() -> move.write(sink, stage, 0, 0, 0))
          .isInstanceOf(IllegalStateException.class);
      assertThat(
              to.value(
                  "SELECT sum(rows) FROM system.parts WHERE database = 'writers' AND active"
                      + " AND table LIKE '%\\_p0\\_0'"))
          .isNotEqualTo("0");
      move.context.onBoundary = boundary -> {};
      WriteReceipt receipt = move.write(sink, stage, 0, 0, 1);
      assertThat(receipt.rows()).isEqualTo(ROWS);
      committer.commit(committer.prepare(stage, List.of(receipt)), Optional.empty());
    }
    assertThat(to.value("SELECT count(), uniqExact(id) FROM t")).isEqualTo(ROWS + "\t" + ROWS);
    assertThat(
            to.rows(
                "SELECT name FROM system.tables WHERE database = 'writers' AND name LIKE"
                    + " '%\\_g%'"))
        .isEmpty();
  }

  @Test
  void aWriterOfAnOlderRunFindsItsStageGone() {
    SinkMove move = move();
    move.context.maxCellBytes = 4 << 20;
    move.context.keptBytes = 1 << 20;
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      move.fence(committer);
      move.plan = sink.plan(move.request());
      StageHandle stage =
          committer.stage(
              move.plan,
              new LoadId(UUID.randomUUID().toString().replace("-", "")),
              move.generation);
      move.context.onBoundary =
          boundary -> {
            if (boundary == Boundary.MID_WRITE) {
              committer.fence(move.generation + 1);
            }
          };
      assertThatThrownBy(() -> move.write(sink, stage, 0, 0, 0))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_TABLE_NOT_FOUND"));
    }
  }

  /** M02: however many rows, a writer holds what it reserved. */
  @Test
  void memoryStaysFlat() {
    SinkMove move = new SinkMove(to);
    move.row(1, "x".repeat(1000));
    TestContext context = move.context;
    context.maxCellBytes = 4 << 20;
    context.keptBytes = 1 << 20;
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      move.fence(committer);
      move.plan = sink.plan(move.request());
      StageHandle stage =
          committer.stage(
              move.plan,
              new LoadId(UUID.randomUUID().toString().replace("-", "")),
              move.generation);
      List<Long> used = new ArrayList<>();
      try (StageWriter writer =
          sink.writer(
              stage,
              move.plan.streams().get(0),
              new Split("s", 0, -1, Payload.empty("test", "split")),
              0)) {
        for (int i = 0; i < 200; i++) {
          try (ColumnBatch batch = ColumnBatch.create(move.schema, context)) {
            for (int r = 0; r < 1000; r++) {
              SinkMove.fill(batch, List.of((long) i * 1000 + r, UUID.randomUUID().toString()));
            }
            writer.write(batch);
          }
          used.add(context.lent.get());
        }
        assertThat(writer.finish().rows()).isEqualTo(200_000);
      }
      assertThat(used.get(199)).isLessThanOrEqualTo(3 << 20).isEqualTo(used.get(100));
    }
  }

  /** A server slows down where a partition has a thousand parts, which a piece must not reach. */
  @Test
  void aPieceOfManyPartsIsMergedAgain() {
    SinkMove move = new SinkMove(to);
    move.row(1, "x");
    move.context.maxCellBytes = 64 << 10;
    move.context.keptBytes = 16 << 10;
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      move.fence(committer);
      move.plan = sink.plan(move.request());
      StageHandle stage =
          committer.stage(
              move.plan,
              new LoadId(UUID.randomUUID().toString().replace("-", "")),
              move.generation);
      List<String> unmerged = new ArrayList<>();
      move.context.onBoundary =
          boundary ->
              unmerged.add(
                  to.value(
                      "SELECT countIf(create_table_query LIKE '%max_bytes_to_merge%') FROM"
                          + " system.tables WHERE database = 'writers' AND name LIKE '%\\_p0\\_0'"));
      WriteReceipt receipt;
      try (StageWriter writer =
          sink.writer(
              stage,
              move.plan.streams().get(0),
              new Split("s", 0, -1, Payload.empty("test", "split")),
              0)) {
        for (int i = 0; i < 70; i++) {
          try (ColumnBatch batch = ColumnBatch.create(move.schema, move.context)) {
            for (int r = 0; r < 300; r++) {
              SinkMove.fill(batch, List.of(i * 300L + r, "y".repeat(1000)));
            }
            writer.write(batch);
          }
        }
        receipt = writer.finish();
      }
      assertThat(receipt.rows()).isEqualTo(21_000);
      assertThat(unmerged).hasSizeGreaterThan(64);
      assertThat(unmerged.subList(0, 64)).containsOnly("1");
      assertThat(unmerged.subList(64, unmerged.size())).containsOnly("0");
      committer.commit(committer.prepare(stage, List.of(receipt)), Optional.empty());
    }
    assertThat(to.value("SELECT count(), uniqExact(id) FROM t")).isEqualTo("21000\t21000");
  }

  @Test
  void twoSplitsAtOnce() {
    SinkMove move = move();
    move.splits = 3;
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.run();
    assertThat(to.value("SELECT count(), uniqExact(id) FROM t")).isEqualTo(ROWS + "\t" + ROWS);
  }
}
