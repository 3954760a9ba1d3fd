package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Opens the changes after a position. */
final class ReaderOpener {
  private static final int QUEUE = 4 << 20;
  private static final long LONGEST_SILENCE_MILLIS = 10_000;

  private final Sessions sessions;
  private final ConnectionSettings connection;
  private final ConnectorContext context;
  private final ChangeRequest request;
  private final ChangeSettings settings;
  private int major;
  private Duration status = Duration.ofMillis(LONGEST_SILENCE_MILLIS);

  ReaderOpener(
      Sessions sessions,
      ConnectionSettings connection,
      Options options,
      ConnectorContext context,
      ChangeRequest request) {
    this.sessions = sessions;
    this.connection = connection;
    this.context = context;
    this.request = request;
    this.settings = ChangeSettings.of(options, request.scope());
  }

  PostgresChangeReader open() {
    WalPosition start =
        request
            .start()
            .map(WalPosition::decode)
            .orElseThrow(() -> new IllegalArgumentException("changes without a position"));
    // The whole of it is tried again, since a slot that is still held is freed in the end.
    return context.retry().call("postgres.changes", () -> open(start));
  }

  private PostgresChangeReader open(WalPosition start) {
    PgSession replication = SnapshotOpener.replicating(sessions);
    try {
      List<CapturedTable> tables = check(Cluster.of(replication), start);
      Markers markers = new Markers(sessions, context.logger());
      String marker = null;
      long end = 0;
      if (request.bounded()) {
        String unique = "end " + UUID.randomUUID();
        if (markers.write(unique)) {
          marker = unique;
        } else {
          end = markers.end();
        }
      }
      PGReplicationStream stream = stream(replication, start);
      return reader(replication, stream, start, tables, markers, marker, end);
    } catch (RuntimeException | Error failure) {
      replication.close();
      throw failure;
    }
  }

  private List<CapturedTable> check(Cluster cluster, WalPosition start) {
    try (PgSession session = sessions.control()) {
      major = session.majorVersion();
      SlotKeeper.checkServer(session);
      new SlotKeeper(request.scope(), settings).check(session, cluster, start);
      List<CapturedTable> tables = new ArrayList<>();
      for (StreamRead stream : request.streams()) {
        tables.add(table(session, stream, start));
      }
      new Publications(session, settings, settings.mark(request.scope()))
          .ensure(tables, settings.create());
      long timeout =
          Long.parseLong(
              session.value("SELECT setting FROM pg_settings WHERE name = 'wal_sender_timeout'"));
      if (timeout > 0) {
        status = Duration.ofMillis(Math.min(LONGEST_SILENCE_MILLIS, Math.max(100, timeout / 3)));
      }
      return tables;
    }
  }

  private CapturedTable table(PgSession session, StreamRead stream, WalPosition start) {
    String name = stream.selection().name();
    CapturedTable table =
        CapturedTable.of(session, connection, stream.selection(), stream.schema().key());
    if (!table.schema().equals(stream.schema())) {
      throw PgCode.SCHEMA_CHANGED
          .error("the columns are no longer those that were described")
          .at(Place.stream(name))
          .build();
    }
    WalPosition.Stream known = start.streams().get(name);
    if (known == null) {
      throw new IllegalArgumentException("the position does not cover the stream " + name);
    }
    if (known.oid() != table.relation().oid()) {
      throw PgCode.SCHEMA_CHANGED
          .error("another table has taken the name " + table.relation().name())
          .at(Place.stream(name))
          .remedy("reset the pipeline's state, so that the next run starts with a new snapshot")
          .build();
    }
    return table;
  }

  private PGReplicationStream stream(PgSession replication, WalPosition start) {
    int protocol = major >= 16 ? 4 : major == 15 ? 3 : 2;
    try {
      return replication.replicate(api ->
          api.replicationStream()
              .logical()
              .withSlotName(settings.slot())
              .withStartPosition(LogSequenceNumber.valueOf(start.lsn()))
              // Otherwise the driver confirms what keepalives tell, before anything is durable.
              .withAutomaticFlush(false)
              .withStatusInterval(
                  (int) status.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
              .withSlotOption("proto_version", protocol)
              .withSlotOption("publication_names", Sql.name(settings.publication()))
              .withSlotOption("binary", "true")
              .withSlotOption("messages", "true")
              .withSlotOption("streaming", settings.streaming() ? "on" : "off")
              .start());
    } catch (DponeException failure) {
      throw CdcErrors.of(failure);
    }
  }

  private PostgresChangeReader reader(
      PgSession replication,
      PGReplicationStream stream,
      WalPosition start,
      List<CapturedTable> tables,
      Markers markers,
      @Nullable String marker,
      long end) {
    Map<String, StreamSelection> selections = new HashMap<>();
    Map<Integer, StreamRows> byTable = new HashMap<>();
    Map<String, WalPosition.Stream> seen = new HashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      CapturedTable table = tables.get(i);
      StreamRead read = request.streams().get(i);
      selections.put(table.stream(), read.selection());
      byTable.put((int) table.relation().oid(), new StreamRows(table, read.wireFormat(), context));
      WalPosition.Stream known = start.streams().get(table.stream());
      if (known != null) {
        seen.put(table.stream(), known);
      }
    }
    ColumnShapes shapes = new ColumnShapes(sessions, connection, selections, seen);
    Transactions transactions =
        new Transactions(start, byTable, shapes, context::temporaryFolder, marker);
    Watch watch = new Watch(sessions, context, markers, settings.slot(), settings.heartbeat());
    watch.start();
    Pump pump = new Pump(replication, stream, status, QUEUE, settings.slot());
    pump.start();
    return new PostgresChangeReader(
        context,
        pump,
        transactions,
        shapes,
        start,
        List.copyOf(byTable.values()),
        watch,
        request.bounded(),
        end);
  }
}
