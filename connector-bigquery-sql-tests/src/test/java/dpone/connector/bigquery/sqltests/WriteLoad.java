package dpone.connector.bigquery.sqltests;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A load by the Storage Write API whose splits take several requests each. */
final class WriteLoad implements AutoCloseable {
  static final LoadId LOAD = new LoadId("33333333333333333333333333333333");
  static final int SPLITS = 2;

  /** So many of them are a few requests of the smallest size. */
  static final int ROWS = 400;

  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("name", new DataType.Text(), true, "")),
          List.of("id"));

  private static final String FILLER = "x".repeat(1000);

  private final LoadRequest request =
      OneLoad.request(SCHEMA, new Strategy(LoadMode.INCREMENTAL_APPEND, List.of(), Map.of()));
  private final TestContext context;
  private final Sink sink;
  private final LoadPlan plan;
  private final Committer committer;
  private final StageHandle stage;

  WriteLoad(Warehouse warehouse, TestContext context) {
    this.context = context;
    sink = warehouse.sink(OwnLoader.connector(), context, Map.of("load", "storage_write"));
    plan = sink.plan(request);
    committer = sink.committer(request);
    long generation = committer.generation() + 1;
    committer.fence(generation);
    stage = committer.stage(plan, LOAD, generation);
  }

  LoadPlan plan() {
    return plan;
  }

  StageWriter writer(int ordinal, int attempt) {
    Split split = new Split("orders", ordinal, -1, Payload.empty("postgres", "x"));
    return sink.writer(stage, plan.streams().getFirst(), split, attempt);
  }

  void write(StageWriter writer, int ordinal, int from, int to) {
    try (ColumnBatch batch = ColumnBatch.create(SCHEMA, context)) {
      for (int i = from; i < to; i++) {
        batch.longs(0).append(ordinal * 1_000L + i);
        batch.bytes(1).append("row " + i + FILLER);
        batch.endRow();
      }
      writer.write(batch);
    }
  }

  WriteReceipt split(int ordinal, int attempt) {
    try (StageWriter writer = writer(ordinal, attempt)) {
      write(writer, ordinal, 0, ROWS / 2);
      write(writer, ordinal, ROWS / 2, ROWS);
      return writer.finish();
    }
  }

  CommitReceipt publish(List<WriteReceipt> receipts) {
    return committer.commit(committer.prepare(stage, receipts), Optional.empty());
  }

  CommitReceipt run() {
    List<WriteReceipt> receipts = new ArrayList<>();
    for (int ordinal = 0; ordinal < SPLITS; ordinal++) {
      receipts.add(split(ordinal, 0));
    }
    return publish(receipts);
  }

  @Override
  public void close() {
    committer.close();
    sink.close();
  }
}
