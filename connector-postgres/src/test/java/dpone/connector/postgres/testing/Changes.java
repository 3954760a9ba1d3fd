package dpone.connector.postgres.testing;

import dpone.connector.postgres.PostgresConnector;
import dpone.connector.postgres.sink.SinkOptions;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.Endpoint;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.CommitReceipt;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Applies changes of a stream {@code (id integer, v text, w integer)} to a target, in the column
 * lane, as a host would.
 */
public final class Changes {
  public static final Schema STREAM =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(32), false, "integer"),
              new Field("v", new DataType.Text(), true, "text"),
              new Field("w", new DataType.Int(32), true, "integer")),
          List.of("id"));
  private static final Schema SCHEMA = ChangeSchema.of(STREAM, List.of("id"));

  public final TestContext context = new TestContext();
  public SchemaEvolution evolution = SchemaEvolution.DEFAULT;
  public CommitReceipt receipt;
  public LoadPlan plan;
  public CommitMessage message;
  private final Database to;

  public Changes(Database to) {
    this.to = to;
  }

  /**
   * A change.
   *
   * @param id key; null for a truncate
   * @param old key before, or null if it is the same
   * @param v text, {@link #SAME} if it is not carried
   * @param w number, {@link Integer#MIN_VALUE} if it is not carried
   */
  public record Change(ChangeKind kind, Integer id, Integer old, String v, Integer w) {}

  public static final String SAME = "<same>";
  public static final Integer SAME_NUMBER = Integer.MIN_VALUE;

  public LoadRequest request() {
    return new LoadRequest(
        "changes",
        "(changes)",
        List.of(
            new StreamLoad(
                "postgres",
                "public.t",
                "landing.t",
                SCHEMA,
                new Strategy(LoadMode.CDC_APPLY, List.of("id"), Map.of()),
                evolution,
                Set.of(),
                List.of(),
                -1)));
  }

  public Sink sink() {
    return new PostgresConnector()
        .sink(new Endpoint(to.options(), TestOptions.of(SinkOptions.SPEC, Map.of())), context);
  }

  public Changes apply(List<Change> changes) {
    try (Sink sink = sink();
        Committer committer = sink.committer(request())) {
      plan = sink.plan(request());
      long generation = committer.generation() + 1;
      committer.fence(generation);
      LoadId loadId = new LoadId(UUID.randomUUID().toString().replace("-", ""));
      StageHandle stage = committer.stage(plan, loadId, generation);
      WriteReceipt written;
      Split split = new Split("public.t", 0, -1, Payload.empty("dpone", "changes"));
      try (StageWriter writer = sink.writer(stage, plan.streams().get(0), split, 0);
          ColumnBatch batch = ColumnBatch.create(SCHEMA, context.allocator())) {
        for (int i = 0; i < changes.size(); i++) {
          append(batch, changes.get(i), i);
        }
        writer.write(batch);
        written = writer.finish();
      }
      message = committer.prepare(stage, List.of(written));
      receipt = committer.commit(message, Optional.empty());
    }
    return this;
  }

  private static void append(ColumnBatch batch, Change change, long sequence) {
    batch.ints(0).append(change.kind().code());
    batch.longs(1).append(sequence);
    int bits = (SAME.equals(change.v()) ? 2 : 0) | (SAME_NUMBER.equals(change.w()) ? 4 : 0);
    if (bits == 0) {
      batch.bytes(2).appendNull();
    } else {
      batch.bytes(2).append(new byte[] {(byte) bits}, 0, 1);
    }
    number(batch, 3, change.id());
    if (change.v() == null) {
      batch.bytes(4).appendNull();
    } else if (change.v().equals(SAME)) {
      batch.bytes(4).appendUnchanged();
    } else {
      byte[] text = change.v().getBytes(StandardCharsets.UTF_8);
      batch.bytes(4).append(text, 0, text.length);
    }
    number(batch, 5, change.w());
    number(batch, 6, change.old());
    batch.endRow();
  }

  private static void number(ColumnBatch batch, int column, Integer value) {
    if (value == null) {
      batch.ints(column).appendNull();
    } else if (value.equals(SAME_NUMBER)) {
      batch.ints(column).appendUnchanged();
    } else {
      batch.ints(column).append(value);
    }
  }
}
