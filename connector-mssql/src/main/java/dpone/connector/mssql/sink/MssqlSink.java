package dpone.connector.mssql.sink;

import dpone.connector.mssql.catalog.Catalog;
import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.Layouts;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.state.MssqlStateStore;
import dpone.connector.mssql.state.StateOptions;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
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
import java.util.Optional;

/** SQL Server as a sink. */
public final class MssqlSink implements Sink {
  private final Sessions sessions;
  private final Options options;
  private final ConnectorContext context;

  private MssqlSink(Endpoint endpoint, ConnectorContext context) {
    this.options = endpoint.settings();
    this.context = context;
    this.sessions = new Sessions(ConnectionSettings.writing(endpoint.connection()), context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    return new MssqlSink(endpoint, context);
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(CommitClass.STAGED_COMMIT, Fence.ATOMIC, LoadPlanner.MODES);
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    try (MsSession session = sessions.open()) {
      return plan(planned(session, sessions.settings(), options, request));
    }
  }

  static List<PlannedStream> planned(
      MsSession session, ConnectionSettings settings, Options options, LoadRequest request) {
    LoadPlanner planner = new LoadPlanner(options);
    return request.streams().stream()
        .map(load -> {
          TableName target = settings.table(load.target());
          TableInfo existing = Catalog.find(session, target).orElse(null);
          boolean asked = planner.switches() && existing != null && !existing.view();
          Layout layout = asked ? Layouts.of(session, target) : null;
          return planner.plan(load, target, existing, layout);
        })
        .toList();
  }

  static LoadPlan plan(List<PlannedStream> streams) {
    return new LoadPlan(
        CommitClass.STAGED_COMMIT,
        Fence.ATOMIC,
        streams.stream().map(PlannedStream::plan).toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new MssqlCommitter(sessions, context, options, request);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    TableName raw = StagePayload.decode(stage.payload()).stage(split.stream());
    return new BulkWriter(sessions.open(), context, raw, split);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == CommitsState.class) {
      CommitsState commits = this::sharesTransactionsWith;
      return Optional.of(type.cast(commits));
    }
    return Optional.empty();
  }

  private boolean sharesTransactionsWith(String storeIdentity) {
    if (!storeIdentity.startsWith("mssql:")) {
      return false;
    }
    try (MsSession session = sessions.open()) {
      return MssqlStateStore.identity(session, options.string(StateOptions.META_SCHEMA))
          .equals(storeIdentity);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
