package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.spi.Endpoint;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a source of changes. */
public final class PostgresChangeSource implements ChangeSource {
  private final ConnectionSettings settings;
  private final Options options;
  private final ConnectorContext context;
  private final Sessions sessions;
  private volatile @Nullable PostgresChangeReader reader;

  private PostgresChangeSource(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ConnectionSettings(endpoint.connection());
    this.options = endpoint.settings();
    this.context = context;
    this.sessions = new Sessions(settings, context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static ChangeSource open(Endpoint endpoint, ConnectorContext context) {
    return new PostgresChangeSource(endpoint, context);
  }

  @Override
  public StreamInfo describe(StreamSelection selection, List<String> key) {
    try (PgSession session = sessions.control()) {
      CapturedTable table = CapturedTable.of(session, settings, selection, key);
      WireFormat wire = table.wireFormat();
      return new StreamInfo(
          table.relation().name().toString(),
          table.schema(),
          wire == null ? List.of() : List.of(wire),
          -1,
          -1,
          table.notes());
    }
  }

  @Override
  public List<String> explain(StreamRead read) {
    if (read.wireFormat() != null) {
      return List.of();
    }
    try (PgSession session = sessions.control()) {
      StreamRows.refuseUndecodable(
          CapturedTable.of(session, settings, read.selection(), read.schema().key()));
      return List.of();
    }
  }

  @Override
  public List<String> uncovered(@Nullable Position position, List<String> streams) {
    Set<String> covered =
        position == null ? Set.of() : WalPosition.decode(position).streams().keySet();
    return streams.stream().filter(s -> !covered.contains(s)).toList();
  }

  @Override
  public ReadSession snapshot(ChangeRequest request) {
    return new SnapshotOpener(sessions, settings, options, context, request).open();
  }

  @Override
  public ChangeReader changes(ChangeRequest request) {
    PostgresChangeReader opened =
        new ReaderOpener(sessions, settings, options, context, request).open();
    reader = opened;
    return opened;
  }

  @Override
  public void confirm(ChangeScope scope, Position position) {
    WalPosition durable = WalPosition.decode(position);
    PostgresChangeReader open = reader;
    if (open != null && open.isOpen()) {
      open.confirm(durable.lsn());
      return;
    }
    try (PgSession session = sessions.control()) {
      Slot slot =
          Slots.find(session, durable.slot())
              .orElseThrow(() -> Slots.lost(durable.slot(), "is gone"));
      if (slot.confirmed() == null || Lsn.before(Lsn.parse(slot.confirmed()), durable.lsn())) {
        Slots.advance(session, durable.slot(), Lsn.text(durable.lsn()));
      }
    }
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == ChangeAdmin.class) {
      return Optional.of(type.cast(new PostgresChangeAdmin(sessions, options)));
    }
    return type == ChangeSetup.class
        ? Optional.of(type.cast(new PostgresChangeSetup(sessions, settings, options)))
        : Optional.empty();
  }

  @Override
  public void close() {
    PostgresChangeReader open = reader;
    if (open != null) {
      open.close();
    }
    sessions.close();
  }
}
