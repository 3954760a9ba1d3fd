package dpone.connector.postgres.testing;

import dpone.connector.postgres.PostgresConnector;
import dpone.connector.postgres.sink.SinkOptions;
import dpone.connector.postgres.source.SourceOptions;
import dpone.connector.postgres.source.StreamOptions;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.WireFormat;
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
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Moves one stream as a host would, step by step, in one thread. */
public final class Move {
  public final TestContext context = new TestContext();
  public final Database from;
  public final Database to;
  public String stream = "public.orders";
  public String query;
  public List<String> columns = List.of();
  public String where;
  public String cursor;
  public String target;
  public LoadMode mode = LoadMode.FULL_REFRESH;
  public ReadMode readMode = ReadMode.FULL;
  public List<String> key = List.of();
  public Map<String, String> parameters = Map.of();
  public SchemaEvolution evolution = SchemaEvolution.DEFAULT;
  public Set<String> lossy = Set.of();
  public Map<String, Object> sourceOptions = new HashMap<>();
  public Map<String, Object> streamOptions = new HashMap<>();
  public long chunkRows;
  public boolean complete;
  public Map<String, Object> sinkOptions = new HashMap<>();
  public String lockTimeout = "60s";
  public boolean forceColumns;
  public int parallelism = 1;
  public String pipeline = "test";
  public long generation = 1;
  public Position position;
  public LoadPlan plan;
  public List<Split> splits = List.of();
  public long rowsRead;
  public long rowsWritten;
  public CommitReceipt receipt;
  public CommitMessage message;
  public Runnable beforeCommit = () -> {};

  public Move(Database from, Database to, String stream) {
    this.from = from;
    this.to = to;
    this.stream = stream;
    this.target = "landing." + stream.substring(stream.indexOf('.') + 1);
  }

  public Source source() {
    return new PostgresConnector()
        .source(
            new Endpoint(from.options(), TestOptions.of(SourceOptions.SPEC, sourceOptions)),
            context);
  }

  public Sink sink() {
    return new PostgresConnector()
        .sink(
            new Endpoint(
                to.options(Map.of("lock_timeout", lockTimeout)),
                TestOptions.of(SinkOptions.SPEC, sinkOptions)),
            context);
  }

  public StreamSelection selection() {
    return new StreamSelection(
        stream, query, columns, where, cursor, TestOptions.of(StreamOptions.SPEC, streamOptions));
  }

  public LoadRequest request(StreamInfo info) {
    List<WireFormat> offered = forceColumns ? List.of() : info.wireFormats();
    return new LoadRequest(
        pipeline,
        "main",
        List.of(
            new StreamLoad(
                "postgres",
                stream,
                target,
                info.schema(),
                new Strategy(mode, key, parameters),
                evolution,
                lossy,
                offered,
                info.estimatedRows())));
  }

  public LoadPlan planOnly() {
    try (Source source = source();
        Sink sink = sink()) {
      plan = sink.plan(request(source.describe(selection())));
      return plan;
    }
  }

  /** What the source says about the read at plan time. */
  public List<String> explain() {
    try (Source source = source()) {
      StreamInfo info = source.describe(selection());
      List<String> notes = new ArrayList<>(info.notes());
      notes.addAll(
          source.explain(new StreamRead(selection(), info.schema(), readMode, null, chunkRows)));
      return notes;
    }
  }

  public Move run() {
    try (Source source = source();
        Sink sink = sink()) {
      StreamInfo info = source.describe(selection());
      LoadRequest request = request(info);
      plan = sink.plan(request);
      try (Committer committer = sink.committer(request)) {
        generation = Math.max(generation, committer.generation() + 1);
        committer.fence(generation);
        LoadId loadId = new LoadId(UUID.randomUUID().toString().replace("-", ""));
        StageHandle stage = committer.stage(plan, loadId, generation);
        List<WriteReceipt> written = new ArrayList<>();
        Optional<Position> reached = copy(source, sink, info, stage, written);
        message = committer.prepare(stage, written);
        beforeCommit.run();
        receipt = committer.commit(message, Optional.empty());
        reached.ifPresent(p -> position = p);
      }
    }
    if (context.reserved.get() != 0) {
      throw new IllegalStateException("memory not given back");
    }
    return this;
  }

  public Optional<Position> copy(
      Source source, Sink sink, StreamInfo info, StageHandle stage, List<WriteReceipt> written) {
    rowsRead = 0;
    rowsWritten = 0;
    WireFormat wire = plan.streams().get(0).wireFormat();
    ReadRequest read =
        new ReadRequest(
            "main",
            List.of(new StreamRead(selection(), info.schema(), readMode, wire, chunkRows)),
            position,
            parallelism);
    try (ReadSession session = source.read(read)) {
      splits = session.splits();
      complete = session.complete();
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : splits) {
        try (SplitReader reader = source.open(split);
            StageWriter writer = sink.writer(stage, plan.streams().get(0), split, 0)) {
          for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
            try {
              writer.write(chunk);
            } finally {
              chunk.close();
            }
          }
          receipts.add(reader.finish());
          written.add(writer.finish());
        }
      }
      rowsRead = receipts.stream().mapToLong(ReadReceipt::rows).sum();
      rowsWritten = written.stream().mapToLong(WriteReceipt::rows).sum();
      return session.position(receipts);
    }
  }
}
