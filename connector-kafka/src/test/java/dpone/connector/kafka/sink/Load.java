package dpone.connector.kafka.sink;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.connect.ConnectionOptions;
import dpone.connector.kafka.testing.TestOptions;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One load, step by step, as a host makes it. */
final class Load implements AutoCloseable {
  static final Schema ROWS =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), true, ""),
              new Field("name", new DataType.Text(), true, "")),
          List.of());

  final TestContext context = new TestContext();
  final Map<String, ?> connection;
  final String topic;
  final Map<String, Object> options = new HashMap<>();
  LoadMode mode = LoadMode.INCREMENTAL_APPEND;
  List<String> key = List.of();
  Schema schema = ROWS;
  SchemaEvolution evolution = SchemaEvolution.DEFAULT;
  String pipeline = "test";
  LoadId loadId = newId();
  long generation;
  KafkaSink sink;
  LoadRequest request;
  LoadPlan plan;
  Committer committer;
  StageHandle stage;
  CommitMessage message;
  CommitReceipt receipt;
  final List<WriteReceipt> written = new ArrayList<>();

  Load(Map<String, ?> connection, String topic) {
    this.connection = connection;
    this.topic = topic;
    this.pipeline = "of-" + topic;
  }

  static LoadId newId() {
    return new LoadId(UUID.randomUUID().toString().replace("-", ""));
  }

  Load with(LoadMode wanted, String... columns) {
    mode = wanted;
    key = List.of(columns);
    return this;
  }

  Load option(String name, Object value) {
    options.put(name, value);
    return this;
  }

  static Schema changes(Schema rows, String... key) {
    return ChangeSchema.of(rows, List.of(key));
  }

  Load open() {
    sink =
        new KafkaSink(
            new Clients(TestOptions.of(ConnectionOptions.SPEC, connection), context),
            TestOptions.of(SinkOptions.SPEC, options),
            context,
            new LineFormat(),
            new LineFormat());
    request =
        new LoadRequest(
            pipeline,
            "main",
            List.of(
                new StreamLoad(
                    "test",
                    "rows",
                    topic,
                    schema,
                    new Strategy(mode, key, Map.of()),
                    evolution,
                    Set.of(),
                    List.of(),
                    -1)));
    return this;
  }

  Load fence() {
    plan = sink.plan(request);
    committer = sink.committer(request);
    generation = committer.generation() + 1;
    committer.fence(generation);
    return this;
  }

  Load stage() {
    plan = sink.plan(request);
    stage = committer.stage(plan, loadId, generation);
    written.clear();
    return this;
  }

  StageWriter writer(int ordinal, int attempt) {
    return sink.writer(
        stage,
        plan.streams().get(0),
        new Split("rows", ordinal, -1, Payload.empty("test", "split")),
        attempt);
  }

  Load write(Object[]... rows) {
    try (StageWriter writer = writer(written.size(), 0)) {
      send(writer, rows);
      written.add(writer.finish());
    }
    return this;
  }

  void send(StageWriter writer, Object[]... rows) {
    try (ColumnBatch batch = ColumnBatch.create(schema, context)) {
      for (Object[] row : rows) {
        append(batch, row);
      }
      writer.write(batch);
    }
  }

  private void append(ColumnBatch batch, Object[] row) {
    for (int i = 0; i < schema.size(); i++) {
      Column column = batch.column(i);
      Object cell = i < row.length ? row[i] : null;
      switch (cell) {
        case null -> column.appendNull();
        case Long number -> batch.longs(i).append(number);
        case Integer number -> batch.ints(i).append(number);
        case byte[] bytes -> batch.bytes(i).append(bytes, 0, bytes.length);
        case String text when text.equals("<unchanged>") -> column.appendUnchanged();
        case String text -> batch.bytes(i).append(text);
        default -> throw new IllegalArgumentException(Arrays.toString(row));
      }
    }
    batch.endRow();
  }

  Load prepare() {
    message = committer.prepare(stage, written);
    return this;
  }

  Load commit() {
    receipt = committer.commit(message, Optional.empty());
    return this;
  }

  /** All of it. */
  Load run(Object[]... rows) {
    open().fence().stage().write(rows).prepare().commit();
    close();
    return this;
  }

  static Object[] row(long id, String name) {
    return new Object[] {id, name};
  }

  static Object[] cells(Object... cells) {
    return cells;
  }

  @Override
  public void close() {
    if (sink != null) {
      sink.close();
    }
  }
}
