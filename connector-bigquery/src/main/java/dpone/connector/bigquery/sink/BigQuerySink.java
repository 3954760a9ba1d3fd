package dpone.connector.bigquery.sink;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.load.PieceWriter;
import dpone.connector.bigquery.load.StageTable;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.state.StoreIdentity;
import dpone.connector.bigquery.stream.WriteService;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitsState;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** BigQuery as a sink. */
public final class BigQuerySink implements Sink {
  private final Link link;
  private volatile String state = "";

  private BigQuerySink(Endpoint endpoint, ConnectorContext context) {
    SinkSettings settings = new SinkSettings(endpoint.settings());
    Rest rest = new Rest(new Settings(endpoint.connection()), context, settings.byBucket());
    this.link =
        new Link(
            rest,
            new Jobs(rest, settings.labels(), settings.maximumBytesBilled()),
            new Tables(rest),
            new WriteService(rest),
            settings,
            context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    return new BigQuerySink(endpoint, context);
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(CommitClass.STAGED_COMMIT, Fence.ATOMIC, LoadPlanner.modes(), Map.of());
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    return plan(planned(link, request));
  }

  static List<Planned> planned(Link link, LoadRequest request) {
    request.streams().forEach(load -> link.requireDataset(link.connection().table(load.target())));
    Limits.streams(request.streams().size());
    LoadPlanner planner = link.planner();
    return request.streams().stream().map(planner::plan).toList();
  }

  static LoadPlan plan(List<Planned> streams) {
    return new LoadPlan(
        CommitClass.STAGED_COMMIT, Fence.ATOMIC, streams.stream().map(Planned::plan).toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new BigQueryCommitter(link, request, () -> state);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    var tree = JSON.read(stage.payload(), BigQueryCommitter.STAGE, 1);
    link.jobs().runIn(tree.path("location").asText(""));
    var one = tree.path("streams").path(split.stream());
    if (one.isMissingNode()) {
      throw BqCode.PAYLOAD_UNREADABLE
          .error("the stage does not know the stream")
          .at(Place.stream(split.stream()))
          .build();
    }
    return new PieceWriter(
        link.rest(),
        link.jobs(),
        link.writes(),
        link.context(),
        link.settings(),
        StageTable.decode(one),
        stage,
        split,
        attempt);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == CommitsState.class) {
      CommitsState commits = this::sharesTransactionsWith;
      return Optional.of(type.cast(commits));
    }
    return Optional.empty();
  }

  /** A transaction reaches all tables of one location that the account may change. */
  private boolean sharesTransactionsWith(String storeIdentity) {
    // What copy jobs publish is in no transaction.
    boolean same =
        !link.settings().byCopy()
            && StoreIdentity.parse(storeIdentity)
                .filter(identity -> identity.isThere(link.tables(), link.jobs().location()))
                .isPresent();
    state = same ? storeIdentity : "";
    return same;
  }

  @Override
  public void close() {
    link.writes().close();
    link.rest().close();
  }
}
