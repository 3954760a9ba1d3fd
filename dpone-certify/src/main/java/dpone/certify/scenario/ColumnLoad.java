package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and loads through decoded columns, whatever faster lane both ends may have: the connector's
 * parts called as the runtime calls them.
 */
final class ColumnLoad {
  private final Trial trial;
  private final ConnectorContext context;
  private final Endpoint from;
  private final Endpoint to;

  ColumnLoad(Trial trial) throws Exception {
    this.trial = trial;
    this.context = DirectParts.context(trial);
    this.from =
        DirectParts.endpoint(
            trial.descriptor().connection(),
            trial.route().sourceConnection(),
            DirectParts.defaults(trial.descriptor().source()));
    this.to =
        DirectParts.endpoint(
            trial.descriptor().connection(),
            trial.route().sinkConnection(),
            DirectParts.defaults(trial.descriptor().sink()));
  }

  StreamInfo describe(String stream, @Nullable String query) {
    try (Source source = trial.connector().source(from, context)) {
      return source.describe(selection(stream, query));
    }
  }

  private static StreamSelection selection(String stream, @Nullable String query) {
    return new StreamSelection(stream, query, List.of(), null, null, Options.NONE);
  }

  /** Every row as the values of its logical types. */
  List<TestRow> read(String stream) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    try (Source source = trial.connector().source(from, context)) {
      Schema schema = source.describe(selection(stream, null)).schema();
      try (ReadSession session = source.read(request(stream, schema))) {
        for (Split split : session.splits()) {
          try (SplitReader reader = source.open(split)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
              try (ColumnBatch batch = columns(chunk)) {
                rows(batch, rows);
              }
            }
            reader.finish();
          }
        }
      }
    }
    return rows;
  }

  private static void rows(ColumnBatch batch, List<TestRow> rows) {
    for (int row = 0; row < batch.rows(); row++) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int column = 0; column < batch.schema().size(); column++) {
        cells.add(CellText.of(batch, column, row));
      }
      rows.add(new TestRow(cells));
    }
  }

  /** Copies a stream into a target that does not exist yet. */
  void copy(String stream, String target) throws Exception {
    try (Source source = trial.connector().source(from, context);
        Sink sink = trial.connector().sink(to, context)) {
      StreamInfo info = source.describe(selection(stream, null));
      LoadRequest request = load(info, target);
      LoadPlan plan = sink.plan(request);
      LoadId id = new LoadId(UUID.randomUUID().toString().replace("-", ""));
      try (Committer committer = sink.committer(request);
          ReadSession session = source.read(request(stream, info.schema()))) {
        long generation = committer.generation() + 1;
        committer.fence(generation);
        StageHandle stage = committer.stage(plan, id, generation);
        List<WriteReceipt> receipts = new ArrayList<>();
        for (Split split : session.splits()) {
          receipts.add(move(source, sink, stage, plan, split));
        }
        CommitMessage message = committer.prepare(stage, receipts);
        committer.commit(message, Optional.empty());
      }
    }
  }

  private static WriteReceipt move(
      Source source, Sink sink, StageHandle stage, LoadPlan plan, Split split) throws Exception {
    try (SplitReader reader = source.open(split);
        StageWriter writer = sink.writer(stage, plan.streams().getFirst(), split, 0)) {
      for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        try (ColumnBatch batch = columns(chunk)) {
          writer.write(batch);
        }
      }
      reader.finish();
      return writer.finish();
    }
  }

  private static ColumnBatch columns(Chunk chunk) throws Mismatch {
    if (chunk instanceof ColumnBatch batch) {
      return batch;
    }
    chunk.close();
    throw new Mismatch("the source was asked for columns and delivered something else");
  }

  private static ReadRequest request(String stream, Schema schema) {
    return new ReadRequest(
        stream,
        List.of(new StreamRead(selection(stream, null), schema, ReadMode.FULL, null)),
        null,
        1);
  }

  private LoadRequest load(StreamInfo info, String target) {
    return new LoadRequest(
        "certify_columns",
        info.name(),
        List.of(
            new StreamLoad(
                trial.route().sourceType(),
                info.name(),
                target,
                info.schema(),
                new Strategy(LoadMode.FULL_REFRESH, List.of(), Map.of()),
                SchemaEvolution.DEFAULT,
                Set.of(),
                List.of(),
                info.estimatedRows())));
  }
}
