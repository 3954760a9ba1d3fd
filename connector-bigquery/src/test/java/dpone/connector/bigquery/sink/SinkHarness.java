package dpone.connector.bigquery.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.BigQueryConnector;
import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.stream.WriteService;
import dpone.connector.bigquery.testing.BigQueryDouble;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sink before the double of the REST interface. */
abstract class SinkHarness {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("name", new DataType.Text(), true, "")),
          List.of("id"));
  static final LoadId LOAD = new LoadId("0123456789abcdef0123456789abcdef");

  final TestContext context = new TestContext();
  BigQueryDouble google;
  Sink sink;

  @BeforeEach
  void open() throws IOException {
    google = new BigQueryDouble();
    google.dataset("shop");
    sink = sink(Map.of());
  }

  Sink sink(Map<String, ?> options) {
    var descriptor = new BigQueryConnector().descriptor();
    Map<String, Object> connection = new HashMap<>();
    connection.put("project_id", "acme");
    connection.put("credentials", "none");
    connection.put("endpoint", google.address());
    return new BigQueryConnector()
        .sink(
            new Endpoint(
                TestOptions.of(descriptor.connection(), connection),
                TestOptions.of(descriptor.sink(), options)),
            context);
  }

  /** What the parts of a sink share, for parts that are tried by themselves. */
  Link link() {
    var descriptor = new BigQueryConnector().descriptor();
    Rest rest =
        new Rest(
            new Settings(
                TestOptions.of(
                    descriptor.connection(),
                    Map.of(
                        "project_id", "acme",
                        "credentials", "none",
                        "endpoint", google.address()))),
            context);
    SinkSettings settings = new SinkSettings(TestOptions.of(descriptor.sink(), Map.of()));
    return new Link(
        rest,
        new Jobs(rest, Map.of(), 0),
        new Tables(rest),
        new WriteService(rest),
        settings,
        context);
  }

  @AfterEach
  void close() {
    sink.close();
    google.close();
    assertThat(context.reserved).hasValue(0);
  }

  static LoadRequest request(LoadMode mode) {
    return request(mode, SCHEMA, SchemaEvolution.DEFAULT);
  }

  static LoadRequest request(LoadMode mode, Schema schema, SchemaEvolution evolution) {
    return request(mode, schema, evolution, Map.of());
  }

  static LoadRequest request(
      LoadMode mode, Schema schema, SchemaEvolution evolution, Map<String, String> given) {
    return new LoadRequest(
        "p",
        "orders",
        List.of(
            new StreamLoad(
                "postgres",
                "orders",
                "shop.orders",
                schema,
                new Strategy(
                    mode, mode == LoadMode.INCREMENTAL_MERGE ? List.of("id") : List.of(), given),
                evolution,
                Set.of(),
                List.of(),
                -1)));
  }

  static Split split(int ordinal) {
    return new Split("orders", ordinal, -1, Payload.empty("postgres", "x"));
  }

  WriteReceipt write(StageHandle stage, LoadPlan plan, int ordinal, int attempt, int rows) {
    try (StageWriter writer = sink.writer(stage, plan.streams().get(0), split(ordinal), attempt)) {
      for (int begin = 0; begin < rows; begin += 10_000) {
        try (ColumnBatch batch = ColumnBatch.create(SCHEMA, context)) {
          for (int i = begin; i < Math.min(rows, begin + 10_000); i++) {
            batch.longs(0).append(ordinal * 1_000_000L + i);
            batch.bytes(1).append("row " + Integer.toHexString(i * 0x9e3779b9));
            batch.endRow();
          }
          writer.write(batch);
        }
      }
      return writer.finish();
    }
  }

  CommitMessage staged(Committer committer, LoadRequest request, int... rows) {
    LoadPlan plan = sink.plan(request);
    google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
    committer.fence(1);
    StageHandle stage = committer.stage(plan, LOAD, 1);
    List<WriteReceipt> receipts = new ArrayList<>();
    int sum = 0;
    for (int i = 0; i < rows.length; i++) {
      receipts.add(write(stage, plan, i, 0, rows[i]));
      sum += rows[i];
    }
    google.answer("SELECT COUNT(*), 0, 0", List.of(List.of("" + sum, "0", "0")), 0);
    google.answer("HAVING COUNT(*) > 1", List.of(List.of("" + sum, "0", "0")), 0);
    return committer.prepare(stage, receipts);
  }

  static DponeException failure(ThrowingCallable call) {
    try {
      call.call();
    } catch (DponeException failure) {
      return failure;
    } catch (Throwable other) {
      throw new AssertionError(other);
    }
    throw new AssertionError("nothing failed");
  }
}
