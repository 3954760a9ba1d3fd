package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.ConnectionOptions;
import dpone.spi.Endpoint;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Loads rows of Java values through the sink, step by step, as the host would. */
final class SinkMove {
  final SinkServer.Database to;
  TestContext context = context();
  LoadMode mode = LoadMode.FULL_REFRESH;
  List<String> key = List.of();
  Map<String, String> parameters = Map.of();
  Map<String, Object> options = new HashMap<>();
  SchemaEvolution evolution = SchemaEvolution.DEFAULT;
  Set<String> lossy = Set.of();
  String pipeline = "p";
  String scope = "s";
  String target = "t";
  List<String> targets = List.of();
  List<dpone.spi.batch.WireFormat> offered = List.of();
  Schema schema =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("v", new DataType.Text(), true, "")),
          List.of());
  long generation;
  List<List<Object>> rows = new ArrayList<>();
  int splits = 1;
  LoadPlan plan;
  CommitMessage message;

  /**
   * Lets a writer keep more than one batch, so that it freezes the batches of the server's size.
   */
  static TestContext context() {
    TestContext context = new TestContext();
    context.keptBytes = 16 << 20;
    return context;
  }

  SinkMove(SinkServer.Database to) {
    this.to = to;
  }

  static Field field(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  SinkMove columns(Field... fields) {
    schema = new Schema(List.of(fields), List.of());
    return this;
  }

  SinkMove row(Object... cells) {
    rows.add(java.util.Arrays.asList(cells));
    return this;
  }

  LoadRequest request() {
    return new LoadRequest(
        pipeline,
        scope,
        targets.isEmpty()
            ? List.of(load("s", target))
            : targets.stream().map(name -> load(name, name)).toList());
  }

  private StreamLoad load(String stream, String table) {
    return new StreamLoad(
        "test",
        stream,
        table,
        schema,
        new Strategy(mode, key, parameters),
        evolution,
        lossy,
        offered,
        -1);
  }

  Sink open() {
    return ClickHouseSink.open(
        new Endpoint(
            SinkOptionsOf.of(ConnectionOptions.SPEC, to.connection),
            SinkOptionsOf.of(SinkOptions.SPEC, options)),
        context);
  }

  LoadPlan plan() {
    try (Sink sink = open()) {
      return sink.plan(request());
    }
  }

  CommitReceipt run() {
    try (Sink sink = open();
        Committer committer = sink.committer(request())) {
      fence(committer);
      prepare(sink, committer);
      return committer.commit(message, Optional.empty());
    }
  }

  void fence(Committer committer) {
    generation = committer.generation() + 1;
    committer.fence(generation);
  }

  CommitMessage prepare(Sink sink, Committer committer) {
    plan = sink.plan(request());
    LoadId loadId = new LoadId(UUID.randomUUID().toString().replace("-", ""));
    StageHandle stage = committer.stage(plan, loadId, generation);
    List<WriteReceipt> receipts = new ArrayList<>();
    for (int stream = 0; stream < plan.streams().size(); stream++) {
      for (int split = 0; split < splits; split++) {
        receipts.add(write(sink, stage, stream, split, 0));
      }
    }
    message = committer.prepare(stage, receipts);
    return message;
  }

  WriteReceipt write(Sink sink, StageHandle stage, int stream, int split, int attempt) {
    String name = plan.streams().get(stream).stream();
    try (StageWriter writer =
        sink.writer(
            stage,
            plan.streams().get(stream),
            new Split(name, split + 100 * stream, -1, Payload.empty("test", "split")),
            attempt)) {
      for (int from = 0; from < rows.size(); from += 1000) {
        try (ColumnBatch batch = ColumnBatch.create(schema, context)) {
          for (int i = from; i < Math.min(rows.size(), from + 1000); i++) {
            if (i % splits == split) {
              fill(batch, rows.get(i));
            }
          }
          writer.write(batch);
        }
      }
      return writer.finish();
    }
  }

  static void fill(ColumnBatch batch, List<Object> cells) {
    for (int c = 0; c < cells.size(); c++) {
      cell(batch.column(c), batch.schema().fields().get(c).type(), cells.get(c));
    }
    batch.endRow();
  }

  private static void cell(Column column, DataType type, Object value) {
    if (value == null) {
      column.appendNull();
      return;
    }
    switch (column) {
      case IntColumn ints ->
          ints.append(value instanceof Boolean b ? b ? 1 : 0 : ((Number) value).intValue());
      case LongColumn longs -> longs.append(((Number) value).longValue());
      case DoubleColumn doubles -> doubles.append(((Number) value).doubleValue());
      case Int128Column pairs -> {
        if (value instanceof UUID uuid) {
          pairs.append(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        } else {
          BigInteger unscaled =
              ((BigDecimal) value).setScale(((DataType.Decimal) type).scale()).unscaledValue();
          pairs.append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
        }
      }
      case BytesColumn bytes -> {
        if (value instanceof byte[] raw) {
          bytes.append(raw, 0, raw.length);
        } else {
          bytes.append(value.toString());
        }
      }
      case ListColumn list -> {
        DataType.Array array = (DataType.Array) type;
        for (Object element : (List<?>) value) {
          cell(list.elements(), array.element(), element);
        }
        list.endList();
      }
      case StructColumn struct -> {
        List<?> fields = (List<?>) value;
        for (int i = 0; i < fields.size(); i++) {
          cell(struct.field(i), ((DataType.Struct) type).fields().get(i).type(), fields.get(i));
        }
        struct.endStruct();
      }
      default -> throw new IllegalArgumentException(column.getClass().getName());
    }
  }
}
