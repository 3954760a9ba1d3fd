package dpone.certify.scenario;

import dpone.certify.kit.ArrivingTypes;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.StreamSpec;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
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
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and loads through decoded columns, whatever faster lane both ends may have: the connector's
 * parts called as the runtime calls them.
 */
final class ColumnLoad {
  private static final String NOWHERE = "nowhere";
  private static final String ARRIVING = "arriving";

  private final Trial trial;
  private final TestTable table;
  private final Function<String, PipelineText.Told> told;
  private final ConnectorContext context;

  /**
   * Prepares it.
   *
   * @param tables where streams and targets are
   * @param samples columns of the streams
   */
  ColumnLoad(Trial trial, TypeTables tables, List<TypeSample> samples) throws Exception {
    this(
        trial,
        TypeScenarios.ID_ONLY,
        stream ->
            new PipelineText.Told(
                tables.streamOptions(stream, samples), tables.sinkOptions(samples)));
  }

  /**
   * One that loads rows that no source delivers.
   *
   * @param lane keys of the sink, by which they reach the target
   */
  ColumnLoad(Trial trial, Map<String, Object> lane) throws IOException {
    this(trial, TypeScenarios.ID_ONLY, stream -> new PipelineText.Told(Map.of(), lane));
  }

  private ColumnLoad(Trial trial, TestTable table, Function<String, PipelineText.Told> told)
      throws IOException {
    this.trial = trial;
    this.table = table;
    this.told = told;
    this.context = DirectParts.context(trial);
  }

  /** One that only reads a table as the route has it. */
  static ColumnLoad of(Trial trial, TestTable table) throws Exception {
    LoadMode mode = trial.whole();
    return new ColumnLoad(trial, table, stream -> PipelineText.Told.of(trial.route(), table, mode));
  }

  /** A pipeline as the runtime reads it, so that options are those that a manifest gives. */
  private Manifest manifest(String stream, String query, String target) throws Exception {
    PipelineText.Told own = told.apply(stream);
    Map<String, Object> keys = new LinkedHashMap<>(own.stream());
    if (!query.isEmpty()) {
      keys.put("query", query);
    }
    Map<String, Object> text =
        PipelineText.of(
            trial.route(),
            "certify_columns",
            table,
            stream,
            target,
            trial.whole(),
            new PipelineText.Told(keys, own.sink()));
    return trial.bench().dpone().read(trial.write(text)).getFirst();
  }

  private Source source(Manifest manifest) {
    return trial.reader().source(DirectParts.source(manifest), context);
  }

  private Sink sink(Manifest manifest) {
    Endpoint to =
        DirectParts.endpoint(
            trial.descriptor().connection(),
            trial.route().sinkConnection(),
            manifest.sink().settings());
    return trial.connector().sink(to, context);
  }

  private static StreamSelection selection(Manifest manifest) {
    return manifest.source().streams().getFirst().selection();
  }

  StreamInfo describe(String stream, String query) throws Exception {
    Manifest manifest = manifest(stream, query, NOWHERE);
    try (Source source = source(manifest)) {
      return source.describe(selection(manifest));
    }
  }

  /** Every row as the values of its logical types. */
  List<TestRow> read(String stream) throws Exception {
    List<TestRow> rows = new ArrayList<>();
    Manifest manifest = manifest(stream, "", NOWHERE);
    try (Source source = source(manifest)) {
      Schema schema = source.describe(selection(manifest)).schema();
      try (ReadSession session = source.read(request(manifest, schema))) {
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
    Manifest manifest = manifest(stream, "", target);
    try (Source source = source(manifest);
        Sink sink = sink(manifest)) {
      StreamInfo info = source.describe(selection(manifest));
      LoadRequest request = load(manifest, info, target);
      LoadPlan plan = sink.plan(request);
      LoadId id = new LoadId(UUID.randomUUID().toString().replace("-", ""));
      try (Committer committer = sink.committer(request);
          ReadSession session = source.read(request(manifest, info.schema()))) {
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

  /** Loads rows of every type into a target that does not exist yet. */
  void arrive(ArrivingTypes types, String target) throws Exception {
    Manifest manifest = manifest(ARRIVING, "", target);
    Schema schema = schema(types.fields());
    try (Sink sink = sink(manifest)) {
      LoadRequest request = load(manifest, info(schema), target, Set.copyOf(schema.names()));
      LoadPlan plan = sink.plan(request);
      LoadId id = new LoadId(UUID.randomUUID().toString().replace("-", ""));
      try (Committer committer = sink.committer(request)) {
        long generation = committer.generation() + 1;
        committer.fence(generation);
        StageHandle stage = committer.stage(plan, id, generation);
        Split split = new Split(ARRIVING, 0, -1, Payload.empty(trial.reader().id(), ARRIVING));
        try (StageWriter writer = sink.writer(stage, plan.streams().getFirst(), split, 0);
            ColumnBatch batch = ColumnBatch.create(schema, context.allocator())) {
          types.write(batch);
          writer.write(batch);
          committer.commit(committer.prepare(stage, List.of(writer.finish())), Optional.empty());
        }
      }
    }
  }

  /** Plans a load of a column of that type, and of nothing else but {@code id}. */
  void plan(Field field, String target) throws Exception {
    Manifest manifest = manifest(ARRIVING, "", target);
    try (Sink sink = sink(manifest)) {
      sink.plan(load(manifest, info(schema(List.of(field))), target));
    }
  }

  private static StreamInfo info(Schema schema) {
    return new StreamInfo(ARRIVING, schema, List.of(), -1, -1, List.of());
  }

  private static Schema schema(List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(new Field("id", new DataType.Int(64), false, ""));
    all.addAll(fields);
    return new Schema(all, List.of());
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

  /** Everything: from the begin where the sink takes no whole stream as such. */
  private static ReadRequest request(Manifest manifest, Schema schema) {
    StreamSpec stream = manifest.source().streams().getFirst();
    boolean whole = stream.strategy().mode() == LoadMode.FULL_REFRESH;
    ReadMode mode = whole ? ReadMode.FULL : ReadMode.AFTER_POSITION;
    return new ReadRequest(
        stream.name(), List.of(new StreamRead(stream.selection(), schema, mode, null)), null, 1);
  }

  private LoadRequest load(Manifest manifest, StreamInfo info, String target) {
    return load(manifest, info, target, Set.of());
  }

  private LoadRequest load(
      Manifest manifest, StreamInfo info, String target, Set<String> lossyAllowed) {
    return new LoadRequest(
        "certify_columns",
        info.name(),
        List.of(
            new StreamLoad(
                trial.route().sourceType(),
                info.name(),
                target,
                info.schema(),
                manifest.source().streams().getFirst().strategy(),
                SchemaEvolution.DEFAULT,
                lossyAllowed,
                List.of(),
                info.estimatedRows())));
  }
}
