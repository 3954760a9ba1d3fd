package dpone.connector.postgres.sink;

import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.connect.Writable;
import dpone.connector.postgres.publish.Modes;
import dpone.connector.postgres.publish.PlannedStream;
import dpone.connector.postgres.state.PostgresStateStore;
import dpone.connector.postgres.state.StateOptions;
import dpone.connector.postgres.verify.PostgresFingerprint;
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
import dpone.spi.verify.Fingerprint;
import java.util.List;
import java.util.Optional;

/** PostgreSQL as a sink. */
public final class PostgresSink implements Sink {
  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final Options options;
  private final ConnectorContext context;

  private PostgresSink(Endpoint endpoint, ConnectorContext context) {
    this.settings = ConnectionSettings.writing(endpoint.connection());
    this.options = endpoint.settings();
    this.context = context;
    this.sessions = new Sessions(settings, context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    return new PostgresSink(endpoint, context);
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(CommitClass.STAGED_COMMIT, Fence.ATOMIC, Modes.supported());
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    try (PgSession session = sessions.control()) {
      Writable.require(session);
      return plan(planned(session, settings, options, request));
    }
  }

  static List<PlannedStream> planned(
      PgSession session, ConnectionSettings settings, Options options, LoadRequest request) {
    LoadPlanner planner = new LoadPlanner(session, settings, options);
    return request.streams().stream().map(planner::plan).toList();
  }

  static LoadPlan plan(List<PlannedStream> streams) {
    return new LoadPlan(
        CommitClass.STAGED_COMMIT,
        Fence.ATOMIC,
        streams.stream().map(PlannedStream::plan).toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new PostgresCommitter(sessions, context, options, request);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    StagePayload.Stage target = StagePayload.decode(stage.payload()).stage(split.stream());
    return CopyWriter.open(sessions, context, target, plan, split);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == CommitsState.class) {
      CommitsState commits = this::sharesTransactionsWith;
      return Optional.of(type.cast(commits));
    }
    return type == Fingerprint.class
        ? Optional.of(type.cast(new PostgresFingerprint(sessions)))
        : Optional.empty();
  }

  private boolean sharesTransactionsWith(String storeIdentity) {
    if (!storeIdentity.startsWith("postgres:")) {
      return false;
    }
    try (PgSession session = sessions.control()) {
      return PostgresStateStore.identity(session, options.string(StateOptions.META_SCHEMA))
          .equals(storeIdentity);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
