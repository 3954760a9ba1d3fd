package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blocking calls end within five seconds, and the server stops working for them. */
@Tag("integration")
class CancellationTest {
  private static final String QUERY = "SELECT 1 AS n, pg_sleep(60)::text AS s";
  private static Database from;

  @BeforeAll
  static void server() {
    from = PostgresTestServer.get().database("cancel");
  }

  private static Move sleeping() {
    Move move = new Move(from, from, "public.sleeping");
    move.query = QUERY;
    return move;
  }

  private static ReadSession session(Source source, Move move) {
    var info = source.describe(move.selection());
    return source.read(
        new ReadRequest(
            "main",
            List.of(new StreamRead(move.selection(), info.schema(), ReadMode.FULL, null)),
            null,
            1));
  }

  private static void serverIsIdle() throws InterruptedException {
    String busy =
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%pg_sleep%' AND state ="
            + " 'active' AND pid <> pg_backend_pid()";
    for (int i = 0; i < 50 && !from.value(busy).equals("0"); i++) {
      Thread.sleep(100);
    }
    assertThat(from.value(busy)).isEqualTo("0");
  }

  @Test
  void closingAReaderFromAnotherThreadUnblocksIt() throws Exception {
    Move move = sleeping();
    try (Source source = move.source();
        ReadSession session = session(source, move)) {
      SplitReader reader = source.open(session.splits().get(0));
      var read = CompletableFuture.supplyAsync(reader::next);
      Thread.sleep(500);
      assertThat(read).isNotDone();
      reader.close();
      reader.close();
      assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(DponeException.class);
      serverIsIdle();
    }
    assertThat(move.context.reserved).hasValue(0);
  }

  @Test
  void cancellingTheRunEndsEverything() throws Exception {
    Move move = sleeping();
    try (Source source = move.source();
        ReadSession session = session(source, move);
        SplitReader reader = source.open(session.splits().get(0))) {
      var read = CompletableFuture.supplyAsync(reader::next);
      Thread.sleep(500);
      long start = System.nanoTime();
      move.context.cancel();
      assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("RUN_CANCELLED"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      serverIsIdle();
    }
  }

  @Test
  void aReaderThatEndsEarlyHasNoReceiptAndAKilledBackendThrows() throws Exception {
    from.run("CREATE TABLE big AS SELECT i, repeat('x', 1000) t FROM generate_series(1, 50000) i");
    Move move = new Move(from, from, "public.big");
    move.context.batchBytes = 100_000;
    try (Source source = move.source();
        ReadSession session = session(source, move);
        SplitReader reader = source.open(session.splits().get(0))) {
      reader.next().close();
      assertThatThrownBy(reader::finish).isInstanceOf(IllegalStateException.class);
      from.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%big%'");
      assertThatThrownBy(
              () -> {
                for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                  chunk.close();
                }
              })
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.category().retryable()).isTrue());
    }
    assertThat(move.context.reserved).hasValue(0);
  }
}
