package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One read-only transaction whose snapshot all readers share. */
final class CursorReadSession implements ReadSession {
  private record OpenStream(String name, ReadMode mode, Progress progress) {}

  private final PgSession session;
  private final @Nullable Position start;
  private final List<OpenStream> streams = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();

  private CursorReadSession(PgSession session, @Nullable Position start) {
    this.session = session;
    this.start = start;
  }

  /**
   * Opens the view and plans the read.
   *
   * @param tell hears what a user should know about this run
   */
  static CursorReadSession open(
      PgSession session,
      ConnectionSettings settings,
      ReadRequest request,
      Options options,
      Consumer<String> tell) {
    return open(
        session,
        settings,
        request,
        options,
        tell,
        () -> session.value("SELECT pg_export_snapshot()"));
  }

  /**
   * Opens a read.
   *
   * @param tell hears what a user should know about this run
   * @param export gives the name of the snapshot, once the tables are locked
   */
  static CursorReadSession open(
      PgSession session,
      ConnectionSettings settings,
      ReadRequest request,
      Options options,
      Consumer<String> tell,
      Supplier<String> export) {
    CursorReadSession read = new CursorReadSession(session, request.from());
    Map<String, StreamPosition> positions =
        request.start().map(StreamPosition::decode).orElse(Map.of());
    List<TableName> tables = tables(session, settings, request.streams());
    long replayed = positions.isEmpty() ? -1 : Snapshot.replayed(session);
    session.beginSnapshot();
    // Keeps the tables, with all partitions and children, from being altered or truncated while
    // they are read; before the snapshot, since a truncated table looks empty to earlier ones.
    tables.forEach(t -> session.execute("LOCK TABLE " + t.sql() + " IN ACCESS SHARE MODE"));
    String exported = export.get();
    Snapshot now = Snapshot.of(session);
    if (replayed >= 0) {
      positions.forEach((name, position) -> refuseBehind(name, position, now, replayed));
    }
    SplitPlanner planner =
        new SplitPlanner(
            Math.max(1, request.parallelism()),
            options.integer(SourceOptions.MIN_SPLIT),
            options.integer(SourceOptions.SPLITS_PER_READER),
            PostgresSource.blockSize(session));
    for (StreamRead stream : request.streams()) {
      Described described =
          Described.of(session, settings, stream.selection()).reading(stream.wireFormat());
      String name = stream.selection().name();
      if (!Described.digest(described.schema()).equals(Described.digest(stream.schema()))) {
        throw PostgresSource.changed(name);
      }
      Reading reading =
          new Reading(
              session,
              described,
              stream,
              Extent.of(session, described),
              now,
              planner,
              positions.get(name),
              tell);
      read.add(reading, exported);
    }
    return read;
  }

  private static void refuseBehind(
      String stream, StreamPosition position, Snapshot now, long replayed) {
    Horizon horizon = position.horizon();
    if (horizon != null && horizon.isAheadOf(now, replayed)) {
      throw PgCode.STANDBY_BEHIND
          .error(
              "the standby lacks "
                  + (horizon.seen() - replayed)
                  + " bytes of the log that the read before had seen")
          .at(Place.stream(stream))
          .build();
    }
  }

  private static List<TableName> tables(
      PgSession session, ConnectionSettings settings, List<StreamRead> streams) {
    return streams.stream()
        .filter(s -> s.selection().query() == null)
        .map(s -> Catalog.require(session, settings.table(s.selection().name())))
        .filter(r -> r.kind() == 'r' || r.kind() == 'p')
        .map(Relation::name)
        .toList();
  }

  private void add(Reading reading, String exported) {
    StreamRead read = reading.read();
    Progress progress = ReadRules.progress(reading);
    streams.add(new OpenStream(reading.name(), read.mode(), progress));
    String digest = Described.digest(reading.stream().schema());
    for (Part part : progress.parts()) {
      CopySplit copy =
          new CopySplit(
              read.selection(),
              digest,
              exported,
              ReadSql.copy(part.select(), read.wireFormat()),
              read.wireFormat());
      splits.add(new Split(reading.name(), splits.size(), part.estimatedBytes(), copy.encode()));
    }
  }

  @Override
  public List<Split> splits() {
    return List.copyOf(splits);
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    Map<String, Long> delivered = new HashMap<>();
    receipts.forEach(r -> delivered.merge(r.stream(), r.rows(), Long::sum));
    if (receipts.stream().mapToInt(ReadReceipt::ordinal).distinct().count() != splits.size()) {
      throw new IllegalArgumentException(
          receipts.size() + " receipts for " + splits.size() + " splits");
    }
    Map<String, StreamPosition> reached = new LinkedHashMap<>();
    for (OpenStream stream : streams) {
      // Asked under the very snapshot that was read, so that it is what was delivered.
      StreamPosition position = stream.progress.reached(delivered.getOrDefault(stream.name, 0L));
      if (position != null) {
        reached.put(stream.name, position);
      }
    }
    if (reached.isEmpty()) {
      return Optional.ofNullable(
          streams.stream().allMatch(s -> s.mode == ReadMode.FULL) ? null : start);
    }
    return Optional.of(StreamPosition.encode(reached));
  }

  @Override
  public boolean complete() {
    return streams.stream().allMatch(s -> s.progress.complete());
  }

  @Override
  public void close() {
    session.close();
  }
}
