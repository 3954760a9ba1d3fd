package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine is killed in the middle of inserts and between any two statements of a publish. */
@Tag("integration")
class SinkEngineKilledTest {
  private static SinkMove move(SinkServer.Database to, String way) {
    SinkMove move = new SinkMove(to);
    move.key = List.of("id");
    move.context.maxCellBytes = 1 << 20;
    move.context.keptBytes = 256 << 10;
    if (way.equals("merge")) {
      move.mode = LoadMode.INCREMENTAL_MERGE;
      move.options.put("merge", "delete_insert");
      for (int i = 0; i < 40_000; i++) {
        move.row(i, "new" + i * 7919L);
      }
    } else {
      move.mode = LoadMode.CDC_APPLY;
      move.scope = LoadRequest.CHANGES;
      move.schema = ChangeSchema.of(move.schema, move.key);
      for (int i = 0; i < 40_000; i++) {
        move.row(i < 39_990 ? 0 : 1, (long) i, null, i, "new" + i * 7919L, null);
      }
    }
    return move;
  }

  private static void target(SinkServer.Database to, String way) {
    to.run("DROP TABLE IF EXISTS t SYNC", "DROP TABLE IF EXISTS t__changes SYNC");
    if (way.equals("merge")) {
      to.run(
          "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id",
          "INSERT INTO t SELECT number + 39990, 'old' FROM numbers(100)");
    } else {
      SinkMove first = new SinkMove(to);
      first.scope = LoadRequest.CHANGES;
      first.key = List.of("id");
      for (int i = 39_990; i < 40_090; i++) {
        first.row(i, "old");
      }
      first.run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "log"})
  void everyRowIsThereOnceAfterTheNextRun(String way) {
    SinkServer server = SinkServer.another();
    int completed = 0;
    boolean fired = true;
    for (int cut = 0; fired; cut++) {
      SinkServer.Database to = server.database("killed");
      target(to, way);
      SinkMove move = move(to, way);
      AtomicInteger reached = new AtomicInteger();
      int at = cut;
      move.context.onBoundary =
          boundary -> {
            if ((boundary == Boundary.DURING_SWAP || boundary == Boundary.MID_WRITE)
                && reached.getAndIncrement() == at) {
              server.ask("{\"op\":\"kill\"}");
            }
          };
      try {
        move.run();
        fired = reached.get() > at;
      } catch (DponeException lost) {
        assertThat(reached.get()).as(lost.oneLine()).isGreaterThan(at);
      }
      SinkServer.Database again = server.database("killed");
      if (fired) {
        SinkMove next = move(again, way);
        try (Sink sink = next.open();
            Committer committer = sink.committer(next.request())) {
          next.fence(committer);
          CommitOutcome outcome =
              move.message == null
                  ? CommitOutcome.NOT_COMMITTED
                  : committer.probe(move.message.loadId(), move.message);
          if (outcome == CommitOutcome.IN_PROGRESS) {
            completed++;
            committer.commit(move.message, Optional.empty());
          } else if (outcome == CommitOutcome.NOT_COMMITTED) {
            assertThat(again.value("SELECT count(), countIf(v = 'old') FROM t"))
                .isEqualTo("100\t100");
            if (move.message != null) {
              committer.abort(move.message.loadId(), move.message.generation());
            }
            next.prepare(sink, committer);
            committer.commit(next.message, Optional.empty());
          }
        }
      }
      assertThat(again.value("SELECT count(), uniqExact(id), countIf(v = 'old') FROM t"))
          .as("killed at " + cut)
          .isEqualTo("40090\t40090\t90");
      if (way.equals("log")) {
        assertThat(again.value("SELECT count(), uniqExact(id, _dpone_position) FROM t__changes"))
            .isEqualTo("40100\t40100");
      }
    }
    assertThat(completed).isPositive();
  }
}
