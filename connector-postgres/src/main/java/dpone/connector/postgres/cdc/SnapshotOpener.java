package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.source.SnapshotRead;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens the view from which changes go on: that of a new slot, which sees exactly the transactions
 * that the slot will not deliver.
 */
final class SnapshotOpener {
  private final Sessions sessions;
  private final ConnectionSettings connection;
  private final Options options;
  private final ConnectorContext context;
  private final ChangeRequest request;
  private final ChangeSettings settings;
  private final SlotKeeper keeper;
  private final Map<String, CapturedTable> tables = new HashMap<>();
  private Slots.@Nullable Created created;

  SnapshotOpener(
      Sessions sessions,
      ConnectionSettings connection,
      Options options,
      ConnectorContext context,
      ChangeRequest request) {
    this.sessions = sessions;
    this.connection = connection;
    this.options = options;
    this.context = context;
    this.request = request;
    this.settings = ChangeSettings.of(options, request.scope());
    this.keeper = new SlotKeeper(request.scope(), settings);
  }

  ReadSession open() {
    WalPosition before = request.start().map(WalPosition::decode).orElse(null);
    PgSession replication = replicating(sessions);
    try {
      Cluster cluster = Cluster.of(replication);
      boolean permanent = prepare(cluster, before);
      PgSession session = sessions.open();
      try {
        ReadSession read =
            SnapshotRead.open(
                session, connection, whole(), options, () -> export(replication, permanent));
        return new ChangeSnapshot(read, replication, position(session, cluster, before));
      } catch (RuntimeException | Error failure) {
        session.close();
        throw failure;
      }
    } catch (RuntimeException | Error failure) {
      replication.close();
      throw failure;
    }
  }

  static PgSession replicating(Sessions sessions) {
    try {
      return sessions.replicating();
    } catch (dpone.spi.error.DponeException failure) {
      throw CdcErrors.of(failure);
    }
  }

  /**
   * Makes publication and room for the slot.
   *
   * @return whether the slot is to be made; otherwise it is there
   */
  private boolean prepare(Cluster cluster, @Nullable WalPosition before) {
    try (PgSession session = sessions.control()) {
      SlotKeeper.checkServer(session);
      List<CapturedTable> all = new ArrayList<>();
      for (StreamRead stream : request.streams()) {
        CapturedTable table = CapturedTable.unkeyed(session, connection, stream.selection());
        tables.put(table.stream(), table);
        all.add(table);
      }
      Publications publications =
          new Publications(session, settings, settings.mark(request.scope()));
      boolean ours = keeper.isOurs(publications);
      if (before != null) {
        keeper.check(session, cluster, before);
        publications.include(all, settings.create());
        return false;
      }
      publications.ensure(all, settings.create());
      if (keeper.clear(session, ours) == null && settings.create()) {
        return true;
      }
      keeper.checkGiven(session);
      return false;
    }
  }

  /** The streams to be read, with their columns by name. */
  private ReadRequest whole() {
    List<StreamRead> streams = new ArrayList<>();
    for (StreamRead read : request.streams()) {
      StreamSelection selection = read.selection();
      streams.add(
          new StreamRead(
              new StreamSelection(
                  selection.name(), null, read.schema().names(), null, null, selection.options()),
              read.schema(),
              read.mode(),
              read.wireFormat()));
    }
    return new ReadRequest(request.scope().scope(), streams, null, request.parallelism());
  }

  /** Makes the slot while the tables are locked, so that nobody alters them in between. */
  private String export(PgSession replication, boolean permanent) {
    String name =
        permanent
            ? settings.slot()
            : "dpone_snapshot_" + UUID.randomUUID().toString().replace("-", "");
    Slots.Created slot =
        new SlotPatience(
                replication, Duration.ofMillis(connection.lockTimeoutMillis()), context.logger())
            .with(() -> Slots.create(replication, name, !permanent));
    created = slot;
    return slot.snapshot();
  }

  private WalPosition position(PgSession session, Cluster cluster, @Nullable WalPosition before) {
    long from = Lsn.parse(java.util.Objects.requireNonNull(created).consistent());
    Map<String, WalPosition.Stream> streams = new HashMap<>();
    if (before != null) {
      streams.putAll(before.streams());
    }
    for (CapturedTable table : tables.values()) {
      List<Attribute> live =
          CapturedTable.attributes(session, table.relation().oid()).stream()
              .filter(a -> !a.dropped() && !a.generated())
              .toList();
      streams.put(table.stream(), new WalPosition.Stream(table.relation().oid(), from, live));
    }
    return new WalPosition(
        before == null ? from : before.lsn(),
        settings.slot(),
        settings.publication(),
        cluster.system(),
        cluster.timeline(),
        cluster.database(),
        streams);
  }
}
