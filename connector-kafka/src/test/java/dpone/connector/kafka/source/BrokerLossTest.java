package dpone.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.testing.TestService;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class BrokerLossTest {
  private static final int RECORDS = 60_000;

  private static Reads reads(TestService service, String patience) throws Exception {
    Map<String, Object> connection = service.connection();
    connection.put("request_timeout", patience);
    // So that not everything is here before the broker goes.
    connection.put(
        "properties", Map.of("max.partition.fetch.bytes", "20000", "fetch.max.bytes", "20000"));
    Reads reads = new Reads(connection, "loss", 1, Map.of());
    reads.parallelism = 1;
    reads.context.batchBytes = 64 << 10;
    reads.ids(0, 0, RECORDS);
    return reads;
  }

  private interface Half {
    void meet() throws Exception;
  }

  private static List<String> read(Reads reads, Half half) throws Exception {
    StreamSelection selection = reads.selection(reads.topic, List.of("id"));
    StreamRead read =
        new StreamRead(selection, reads.source.describe(selection).schema(), reads.mode, null);
    List<String> rows = new ArrayList<>();
    try (ReadSession session = reads.source.read(new ReadRequest("scope", List.of(read), null, 1));
        SplitReader reader = reads.source.open(session.splits().get(0))) {
      boolean met = false;
      for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        rows.addAll(Reads.rows((ColumnBatch) chunk));
        chunk.close();
        if (!met) {
          met = true;
          half.meet();
        }
      }
      assertThat(reader.finish().rows()).isEqualTo(RECORDS);
    }
    return rows;
  }

  @Test
  void aReadGoesOnWhenAKilledBrokerComesBack() throws Exception {
    try (TestService service = TestService.own();
        Reads reads = reads(service, "60s")) {
      List<String> rows =
          read(
              reads,
              () -> {
                service.ask(Map.of("op", "kill"));
                service.ask(Map.of("op", "restart"));
              });
      assertThat(rows).isEqualTo(LongStream.range(0, RECORDS).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void aBrokerThatStaysAwayIsSaidInTime() throws Exception {
    try (TestService service = TestService.own();
        Reads reads = reads(service, "3s")) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> read(reads, () -> service.ask(Map.of("op", "kill"))))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.code()).isEqualTo("KAFKA_BROKER_LOST");
                assertThat(e.category().retryable()).isTrue();
              });
      assertThat(System.nanoTime() - start).isLessThan(40_000_000_000L);
      service.ask(Map.of("op", "restart"));
    }
  }

  @Test
  void aReaderEndsSoonAfterItIsCancelledOrClosed() throws Exception {
    try (TestService service = TestService.own();
        Reads reads = reads(service, "60s")) {
      assertThatThrownBy(() ->
              read(
                  reads,
                  () -> {
                    service.ask(Map.of("op", "kill"));
                    Thread.ofPlatform()
                        .start(() -> {
                          try {
                            Thread.sleep(500);
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          reads.context.cancel();
                        });
                  }))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("RUN_CANCELLED"));
    }
  }
}
