package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.ColumnInfo;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One read-only transaction whose snapshot all readers share. */
final class CursorReadSession implements ReadSession {
  private record OpenStream(Described described, ReadMode mode, @Nullable CursorPosition from) {}

  private final PgSession session;
  private final @Nullable Position start;
  private final List<OpenStream> streams = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();

  private CursorReadSession(PgSession session, @Nullable Position start) {
    this.session = session;
    this.start = start;
  }

  static CursorReadSession open(
      PgSession session, ConnectionSettings settings, ReadRequest request, Options options) {
    return open(
        session, settings, request, options, () -> session.value("SELECT pg_export_snapshot()"));
  }

  /**
   * Opens a read.
   *
   * @param export gives the name of the snapshot, once the tables are locked
   */
  static CursorReadSession open(
      PgSession session,
      ConnectionSettings settings,
      ReadRequest request,
      Options options,
      Supplier<String> export) {
    CursorReadSession read = new CursorReadSession(session, request.from());
    Map<String, CursorPosition> positions =
        request.start().map(CursorPosition::decode).orElse(Map.of());
    List<TableName> tables = tables(session, settings, request.streams());
    session.beginSnapshot();
    // Keeps the tables from being altered or truncated while they are read; before the snapshot,
    // since a truncated table looks empty to the snapshots before it.
    tables.forEach(t -> session.execute("LOCK TABLE " + t.sql() + " IN ACCESS SHARE MODE"));
    String snapshot = export.get();
    SplitPlanner planner =
        new SplitPlanner(
            Math.max(1, request.parallelism()),
            session.majorVersion(),
            options.integer(SourceOptions.MIN_SPLIT),
            options.integer(SourceOptions.SPLITS_PER_READER),
            PostgresSource.blockSize(session));
    for (StreamRead stream : request.streams()) {
      read.add(settings, stream, positions, snapshot, planner);
    }
    return read;
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

  private void add(
      ConnectionSettings settings,
      StreamRead read,
      Map<String, CursorPosition> positions,
      String snapshot,
      SplitPlanner planner) {
    Described stream = Described.of(session, settings, read.selection()).reading(read.wireFormat());
    String name = read.selection().name();
    String digest = Described.digest(stream.schema());
    if (!digest.equals(Described.digest(read.schema()))) {
      throw PostgresSource.changed(name);
    }
    CursorPosition from = null;
    ColumnInfo cursor = stream.cursor();
    if (read.mode() != ReadMode.FULL) {
      if (cursor == null) {
        throw PgCode.INVALID_OPTION
            .error("an incremental read needs a cursor column")
            .at(Place.stream(name))
            .remedy("set the stream's cursor to a column that grows with every change")
            .build();
      }
      if (positions.containsKey(name)) {
        from = positions.get(name).checkedFor(name, cursor.name(), cursor.type().text());
      }
      refuseNulls(stream, cursor);
    }
    streams.add(new OpenStream(stream, read.mode(), from));
    boolean wire = read.wireFormat() != null;
    for (SplitPlanner.Part part : planner.parts(stream, wire, read.mode(), from)) {
      CopySplit copy =
          new CopySplit(
              read.selection(),
              digest,
              snapshot,
              ReadSql.copy(part.select()),
              read.wireFormat() == null ? null : read.wireFormat().layout());
      splits.add(new Split(name, splits.size(), part.estimatedBytes(), copy.encode()));
    }
  }

  private void refuseNulls(Described stream, ColumnInfo cursor) {
    if (!cursor.notNull() && session.value(ReadSql.nullCursor(stream, cursor)).startsWith("t")) {
      throw PgCode.CURSOR_NULLS
          .error("rows have no value in the cursor column " + cursor.name())
          .at(Place.field(stream.selection().name(), cursor.name()))
          .build();
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
    Map<String, CursorPosition> reached = new LinkedHashMap<>();
    for (OpenStream stream : streams) {
      String name = stream.described.selection().name();
      CursorPosition position =
          delivered.getOrDefault(name, 0L) == 0 ? stream.from : reached(stream);
      if (position != null && stream.mode != ReadMode.FULL) {
        reached.put(name, position);
      }
    }
    if (reached.isEmpty()) {
      return Optional.ofNullable(
          streams.stream().allMatch(s -> s.mode == ReadMode.FULL) ? null : start);
    }
    return Optional.of(CursorPosition.encode(reached));
  }

  /** Asked under the very snapshot that was read, so that it is what was delivered. */
  private @Nullable CursorPosition reached(OpenStream stream) {
    ColumnInfo cursor = stream.described.cursor();
    if (cursor == null || stream.mode == ReadMode.FULL) {
      return null;
    }
    String largest =
        session.valueOrNull(
            ReadSql.largest(
                stream.described, cursor, stream.from == null ? null : stream.from.last()));
    if (largest == null) {
      return stream.from;
    }
    Map<String, Long> seen = new HashMap<>();
    session.query(
        ReadSql.delivered(stream.described, cursor, largest, CursorPosition.MAX_SEEN + 1),
        row -> seen.put(row.getString(1), row.getLong(2)) == null);
    if (seen.size() > CursorPosition.MAX_SEEN && stream.mode == ReadMode.AFTER_POSITION) {
      throw PgCode.CURSOR_TIES
          .error(
              "more than "
                  + CursorPosition.MAX_SEEN
                  + " rows have the last cursor value "
                  + largest)
          .at(Place.field(stream.described.selection().name(), cursor.name()))
          .build();
    }
    return new CursorPosition(
        cursor.name(),
        cursor.type().text(),
        largest,
        seen.size() > CursorPosition.MAX_SEEN ? null : seen);
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void close() {
    session.close();
  }
}
