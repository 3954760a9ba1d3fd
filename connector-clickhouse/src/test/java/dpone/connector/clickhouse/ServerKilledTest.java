package dpone.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.testing.ClickHouseTestServer;
import dpone.connector.clickhouse.testing.Read;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ServerKilledTest {
  @Test
  void aReadWhoseServerIsKilledFailsAndNeverLooksWhole() {
    ClickHouseTestServer server = ClickHouseTestServer.get();
    Read read = new Read(server.database("killed"));
    read.query = "SELECT number AS n FROM numbers(2000000000)";
    try (Source source = read.source()) {
      var info = source.describe(read.selection());
      StreamRead stream = new StreamRead(read.selection(), info.schema(), ReadMode.FULL, null);
      DponeException failure = null;
      try (ReadSession session = source.read(new ReadRequest("m", List.of(stream), null, 1));
          SplitReader reader = source.open(session.splits().get(0))) {
        reader.next().close();
        server.control("kill");
        for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
          chunk.close();
        }
      } catch (DponeException lost) {
        failure = lost;
      } finally {
        server.control("restart");
      }
      assertThat(failure).isNotNull();
      assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
      assertThat(failure.code()).isIn("CH_CONNECTION_LOST", "CH_STREAM_TRUNCATED");
      assertThat(read.context.reserved.get()).isZero();
    }
    read.query = "SELECT 1 AS n";
    assertThat(read.run().rows).containsExactly("1");
  }

  @Test
  void thereIsNoStateStore() {
    try {
      new ClickHouseConnector()
          .state(new Endpoint(Options.NONE, Options.NONE), new Read(null).context);
      throw new AssertionError("a state store was opened");
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("UNSUPPORTED");
      assertThat(refused.what()).contains("clickhouse", "state");
    }
  }
}
