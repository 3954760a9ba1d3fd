package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.source.MssqlSource;
import dpone.connector.mssql.source.ViewPlace;
import dpone.spi.Endpoint;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL Server as a source of changes. The server records them whether anybody reads or not, and
 * forgets them by their age: nothing is kept for a reader, and nothing confirmed.
 */
public final class MssqlChangeSource implements ChangeSource {
  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final Sessions sessions;
  private final LogAccess logs;
  private final MssqlSource source;
  private volatile @Nullable LogReader reader;

  private MssqlChangeSource(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ConnectionSettings(endpoint.connection());
    this.context = context;
    this.sessions = new Sessions(settings, context);
    this.logs = new LogAccess(settings, endpoint.settings(), context);
    this.source = MssqlSource.of(endpoint, context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static ChangeSource open(Endpoint endpoint, ConnectorContext context) {
    return new MssqlChangeSource(endpoint, context);
  }

  @Override
  public StreamInfo describe(StreamSelection selection, List<String> key) {
    CapturedTable table = table(selection, key);
    return new StreamInfo(
        table.table().name().toString(), table.schema(), List.of(), -1, -1, table.notes());
  }

  private CapturedTable table(StreamSelection selection, List<String> key) {
    try (MsSession session = sessions.open()) {
      return CapturedTable.of(session, settings, logs, selection, key);
    }
  }

  @Override
  public List<String> uncovered(@Nullable Position position, List<String> streams) {
    Set<String> covered =
        position == null ? Set.of() : LogPosition.decode(position).streams().keySet();
    return streams.stream().filter(s -> !covered.contains(s)).toList();
  }

  @Override
  public ReadSession snapshot(ChangeRequest request) {
    List<CapturedTable> tables = new ArrayList<>();
    List<StreamRead> reads = new ArrayList<>();
    for (StreamRead read : request.streams()) {
      List<String> names = read.schema().names();
      StreamSelection whole =
          new StreamSelection(
              read.selection().name(), null, names, null, null, read.selection().options());
      tables.add(table(whole, read.schema().key()));
      reads.add(new StreamRead(whole, read.schema(), read.mode(), null));
    }
    LogPosition known = request.start().map(LogPosition::decode).orElse(null);
    String kind = kind(tables, known);
    Map<String, CaptureInstance> instances = new HashMap<>();
    LogPosition before;
    try (SqlLog log = logs.open(kind, tables.stream().map(CapturedTable::tracked).toList())) {
      for (CapturedTable table : tables) {
        instances.put(table.stream(), log.instances(table.table().name().sql()).getLast());
      }
      before =
          known != null
              ? known
              : new LogPosition(kind, ChangePoint.end(log.last()), settings.database(), Map.of());
    }
    ViewPlace place = kind.equals(LogPosition.CDC) ? ViewPlace.CDC : ViewPlace.CHANGE_TRACKING;
    ReadRequest whole =
        new ReadRequest(request.scope().scope(), reads, null, request.parallelism());
    return new ChangeSnapshot(source.snapshot(whole, place), before, instances);
  }

  /** Streams that share a position are recorded by one log. */
  private static String kind(List<CapturedTable> tables, @Nullable LogPosition known) {
    String kind = known == null ? tables.getFirst().kind() : known.kind();
    for (CapturedTable table : tables) {
      if (!table.kind().equals(kind)) {
        throw MsCode.OPTION_UNSUPPORTED
            .error(
                "the changes of "
                    + table.table().name()
                    + " are recorded by "
                    + table.kind()
                    + ", those of other streams by "
                    + kind
                    + "; streams of a pipeline share one position")
            .at(Place.stream(table.stream()))
            .remedy("set source.cdc.capture, and let the server record all of them so")
            .build();
      }
    }
    return kind;
  }

  @Override
  public ChangeReader changes(ChangeRequest request) {
    LogPosition start =
        request
            .start()
            .map(LogPosition::decode)
            .orElseThrow(() -> new IllegalArgumentException("changes without a position"));
    if (!start.database().equals(settings.database())) {
      throw start.foreign(settings.database());
    }
    List<CapturedTable> tables = new ArrayList<>();
    for (StreamRead read : request.streams()) {
      CapturedTable table = table(read.selection(), read.schema().key());
      Schema schema = table.schema();
      if (!schema.fields().equals(read.schema().fields())) {
        throw MsCode.SCHEMA_CHANGED
            .error("the columns are no longer those that were described")
            .at(Place.stream(table.stream()))
            .build();
      }
      tables.add(table);
    }
    kind(tables, start);
    SqlLog log = logs.open(start.kind(), tables.stream().map(CapturedTable::tracked).toList());
    try {
      LogReader opened =
          new LogReader(
              context,
              log,
              tables.stream().map(CapturedTable::captured).toList(),
              start,
              request.bounded());
      reader = opened;
      return opened;
    } catch (RuntimeException | Error failure) {
      log.close();
      throw failure;
    }
  }

  /** The server forgets by age; it hears nothing of what was read. */
  @Override
  public void confirm(ChangeScope scope, Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == ChangeAdmin.class) {
      return Optional.of(type.cast(new MssqlChangeAdmin(sessions, settings, logs)));
    }
    return type == ChangeSetup.class
        ? Optional.of(type.cast(new MssqlChangeSetup(sessions, settings, logs)))
        : Optional.empty();
  }

  @Override
  public void close() {
    LogReader open = reader;
    if (open != null) {
      open.close();
    }
    source.close();
    sessions.close();
  }
}
