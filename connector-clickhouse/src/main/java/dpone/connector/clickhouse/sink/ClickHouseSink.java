package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.ConnectionSettings;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.publish.Modes;
import dpone.connector.clickhouse.publish.PlannedStream;
import dpone.connector.clickhouse.stage.PieceWriter;
import dpone.connector.clickhouse.stage.StagedColumn;
import dpone.connector.clickhouse.verify.ClickHouseFingerprint;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.Committer;
import dpone.spi.sink.Fence;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamPlan;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.verify.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ClickHouse as a sink. */
public final class ClickHouseSink implements Sink {
  private final Server server;
  private final Options options;
  private final ConnectorContext context;

  private ClickHouseSink(Endpoint endpoint, ConnectorContext context) {
    this.server = new Server(new ConnectionSettings(endpoint.connection()), context);
    this.options = endpoint.settings();
    this.context = context;
  }

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    return new ClickHouseSink(endpoint, context);
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(
        CommitClass.STAGED_COMMIT, Fence.STAGE_REMOVAL, Modes.supported(), Map.of());
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    LoadPlanner planner = new LoadPlanner(server, options, request);
    return context
        .retry()
        .call("clickhouse.ask", () -> plan(request.streams().stream().map(planner::plan).toList()));
  }

  static LoadPlan plan(List<PlannedStream> streams) {
    return new LoadPlan(
        CommitClass.STAGED_COMMIT,
        Fence.STAGE_REMOVAL,
        streams.stream().map(PlannedStream::plan).toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new ClickHouseCommitter(server, context, options, request);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    StagePayload.Stage target = StagePayload.decode(stage.payload()).stage(split.stream());
    return new PieceWriter(
        server,
        context,
        target.table(),
        target.columns(),
        target.key(),
        stage,
        split,
        attempt,
        lane(plan, target));
  }

  private static PieceWriter.Lane lane(StreamPlan plan, StagePayload.Stage stage) {
    return plan.wireFormat() == null
        ? new PieceWriter.Lane(null, "")
        : new PieceWriter.Lane(
            plan.wireFormat(),
            TsvLane.doubtful(
                stage.columns().stream().map(StagedColumn::name).toList(),
                stage.columns().stream().map(StagedColumn::type).toList()));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == Fingerprint.class
        ? Optional.of(type.cast(new ClickHouseFingerprint(server, context)))
        : Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
