package dpone.connector.mssql.source;

import static dpone.connector.mssql.payload.Payloads.JSON;

import dpone.connector.mssql.catalog.Catalog;
import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.TypeMapper;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQL Server as a source. */
public final class MssqlSource implements Source {
  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final Options options;
  private final ConnectorContext context;

  private MssqlSource(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ConnectionSettings(endpoint.connection());
    this.options = endpoint.settings();
    this.context = context;
    this.sessions = new Sessions(settings, context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Source open(Endpoint endpoint, ConnectorContext context) {
    return new MssqlSource(endpoint, context);
  }

  /** The same, as what it is, for somebody who follows changes. */
  public static MssqlSource of(Endpoint endpoint, ConnectorContext context) {
    DatabaseSnapshot.refuse(endpoint.settings(), null);
    return new MssqlSource(endpoint, context);
  }

  @Override
  public List<String> streams() {
    return ask(session -> Catalog.tables(session).stream().map(TableName::toString).toList());
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return ask(session -> {
      Described stream = described(session, selection);
      TableInfo table = stream.table();
      boolean whole = table != null && selection.where() == null;
      return new StreamInfo(
          table == null ? selection.name() : stream.name(),
          stream.schema(),
          List.of(),
          whole && table != null ? table.rows() : -1,
          whole && table != null ? table.bytes() : -1,
          notes(session, stream, Isolation.choose(session, options, stream)));
    });
  }

  private @Nullable DatabaseSnapshot snapshot(MsSession session) {
    return DatabaseSnapshot.find(session, options).orElse(null);
  }

  private Described described(MsSession session, StreamSelection selection) {
    try {
      return Described.of(session, settings, selection, snapshot(session));
    } catch (DponeException failure) {
      throw failure.at(Place.stream(selection.name()));
    }
  }

  private static List<String> notes(MsSession session, Described stream, Isolation isolation) {
    List<String> notes = new ArrayList<>();
    notes.add(isolation.note());
    notes.add(
        isolation != Isolation.DATABASE_SNAPSHOT
            ? "read in one piece: a view cannot be shared between connections, and parts under views"
                + " of their own would be of different moments; source.database_snapshot names a"
                + " view that parts share"
            : KeyRanges.note(KeyRanges.key(session, stream)));
    for (ColumnInfo column : stream.columns()) {
      TypeMapper.Mapping mapping = TypeMapper.map(column.type());
      if (mapping.fidelity() == dpone.spi.sink.Fidelity.LOSSY) {
        notes.add(column.name() + " (" + column.type().text() + "): " + mapping.note());
      }
    }
    return notes;
  }

  @Override
  public List<String> explain(StreamRead read) {
    return ask(session -> {
      Described stream = described(session, read.selection());
      refuse(stream, read);
      Cursor cursor = stream.cursor(read);
      if (cursor == null || read.mode() == ReadMode.FULL) {
        return List.of();
      }
      return List.of(
          cursor.isRowversion()
              ? "increments by rowversion: what open transactions write comes with the next run,"
                  + " and nothing is read twice; deletes are not seen"
              : "increments by "
                  + cursor.column()
                  + (read.mode() == ReadMode.AFTER_POSITION
                      ? ": of equal values those that were delivered are left out, by their key"
                      : ": equal values are read again")
                  + "; a row that commits late with an earlier value is missed, and deletes are not"
                  + " seen");
    });
  }

  private void refuse(Described stream, StreamRead read) {
    if (read.mode() != ReadMode.FULL) {
      DatabaseSnapshot.refuse(options, stream.selection().name());
    }
    Cursor cursor = stream.cursor(read);
    boolean append = read.mode() == ReadMode.AFTER_POSITION;
    boolean told =
        cursor != null && (cursor.appends(stream.primaryKey()) || stream.identity().isPresent());
    if (append && !told) {
      throw MsCode.OPTION_UNSUPPORTED
          .error(
              "rows are appended by a rowversion, or by another cursor from a table whose primary"
                  + " key tells rows of one value apart")
          .at(Place.stream(stream.selection().name()))
          .remedy("take such a column as cursor, or a merge as strategy.mode")
          .build();
    }
    if (read.mode() == ReadMode.FROM_POSITION && cursor == null) {
      throw MsCode.INVALID_OPTION
          .error("an increment needs a cursor")
          .at(Place.stream(stream.selection().name()))
          .remedy("set the stream's cursor")
          .build();
    }
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return ask(session -> {
      List<Split> splits = new ArrayList<>();
      Map<String, String> cursors = new LinkedHashMap<>();
      for (StreamRead read : request.streams()) {
        Described stream = described(session, read.selection());
        if (!stream.schema().equals(read.schema())) {
          throw changed(read.selection().name());
        }
        refuse(stream, read);
        Cursor cursor = read.mode() == ReadMode.FULL ? null : stream.cursor(read);
        boolean append = read.mode() == ReadMode.AFTER_POSITION;
        if (cursor != null && append && cursor.appends(stream.primaryKey())) {
          cursor = cursor.strictly();
        }
        if (cursor != null) {
          cursors.put(read.selection().name(), cursor.column());
        }
        ReadPlan plan = plan(session, stream, cursor, read.mode(), request.start());
        for (ReadPlan part : parts(session, stream, plan, request.parallelism())) {
          splits.add(new Split(read.selection().name(), splits.size(), -1, part.encode()));
        }
      }
      return new MssqlReadSession(splits, cursors, request.from());
    });
  }

  private static List<ReadPlan> parts(
      MsSession session, Described stream, ReadPlan whole, int parallelism) {
    if (whole.made() == null) {
      return List.of(whole);
    }
    List<ReadPlan> parts = new ArrayList<>();
    for (String range : KeyRanges.of(session, stream, parallelism)) {
      parts.add(whole.ranged(ReadSql.ranged(whole.sql(), stream.selection().where(), range)));
    }
    return parts.isEmpty() ? List.of(whole) : parts;
  }

  private ReadPlan plan(
      MsSession session,
      Described stream,
      @Nullable Cursor cursor,
      ReadMode mode,
      Optional<Position> start) {
    StreamSelection selection = stream.selection();
    Isolation isolation = Isolation.choose(session, options, stream);
    String nulls =
        selection.options().has(StreamOptions.CURSOR_NULLS)
            ? selection.options().string(StreamOptions.CURSOR_NULLS)
            : "fail";
    if (cursor != null && nulls.equals("fail") && !cursor.isRowversion()) {
      refuseNulls(session, stream, cursor);
    }
    String from =
        cursor == null || start.isEmpty()
            ? null
            : CursorPosition.decode(start.get()).require(selection.name(), cursor.column());
    boolean remembers = mode == ReadMode.AFTER_POSITION && cursor != null && !cursor.isRowversion();
    if (remembers && nulls.equals("include")) {
      throw MsCode.INVALID_OPTION
          .error("an append would add the rows without a cursor value again each time")
          .at(Place.stream(selection.name()))
          .remedy("set the stream's cursor_nulls to exclude or fail")
          .build();
    }
    return new ReadPlan(
        selection,
        stream.digest(),
        ReadSql.select(
            stream.from(),
            stream.columns(),
            selection.where(),
            cursor,
            from != null,
            nulls.equals("include"),
            remembers ? stream.identity().orElseThrow() : null),
        from,
        isolation == Isolation.SNAPSHOT,
        isolation == Isolation.SERIALIZABLE,
        cursor != null,
        null,
        remembers && cursor != null ? seen(selection.name(), cursor.column(), start) : null,
        stream.made());
  }

  /** Rows that were delivered at the position. */
  private static List<String> seen(String stream, String column, Optional<Position> start) {
    if (start.isEmpty()) {
      return List.of();
    }
    List<String> seen =
        CursorPosition.decode(start.get()).seen().get(CursorPosition.name(stream, column));
    if (seen == null) {
      throw MsCode.OPTION_UNSUPPORTED
          .error(
              "the read before did not remember which rows it delivered at its last cursor value: it"
                  + " was a merge, or more than "
                  + Ties.MOST
                  + " rows have it")
          .at(Place.field(stream, column))
          .remedy("merge, or reset the pipeline's state")
          .build();
    }
    return seen;
  }

  private static void refuseNulls(MsSession session, Described stream, Cursor cursor) {
    long missing =
        session
            .first(
                ReadSql.nulls(stream.from(), stream.selection().where(), cursor),
                row -> row.getLong(1))
            .orElse(0L);
    if (missing > 0) {
      throw MsCode.KEY_NULL
          .error(missing + " rows have no value in the cursor " + cursor.column())
          .at(Place.field(stream.selection().name(), cursor.column()))
          .remedy("set the stream's cursor_nulls to include or exclude, or filter them by where")
          .build();
    }
  }

  @Override
  public SplitReader open(Split split) {
    ReadPlan plan = ReadPlan.decode(split.payload());
    MsSession session = sessions.open();
    try {
      Described stream = described(session, plan.selection());
      if (!stream.digest().equals(plan.digest())) {
        throw changed(split.stream());
      }
      if (!Objects.equals(plan.made(), stream.made())) {
        throw DatabaseSnapshot.replaced(split.stream());
      }
      String place = null;
      if (plan.place() != null) {
        place = viewed(session, stream, plan.place());
      } else if (plan.snapshot()) {
        session.beginSnapshot();
      } else if (plan.serializable()) {
        session.beginSerializable();
      }
      return new CursorReader(session, context, split, plan, stream.schema(), place);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  /** Begins a view, and tells where in the log of changes it stands. */
  private String viewed(MsSession session, Described stream, ViewPlace place) {
    TableName table = Objects.requireNonNull(stream.table()).name();
    if (place == ViewPlace.CHANGE_TRACKING) {
      session.beginSnapshot();
      return session.value(place.sql());
    }
    try (MsSession lock = sessions.open()) {
      lock.begin();
      lock.query(ViewPlace.lock(table), row -> row.getInt(1));
      session.beginSnapshot();
      session.query(ViewPlace.touch(table), row -> row.getInt(1));
      String end = lock.value(place.sql());
      lock.rollback();
      return end;
    } catch (DponeException failure) {
      throw failure.at(Place.stream(stream.selection().name()));
    }
  }

  /**
   * Plans to read streams whole, each under a view of its own whose place in a log of changes its
   * reader tells.
   */
  public List<Split> snapshot(ReadRequest request, ViewPlace place) {
    return ask(session -> {
      List<Split> splits = new ArrayList<>();
      for (StreamRead read : request.streams()) {
        Described stream = described(session, read.selection());
        if (!stream.schema().fields().equals(read.schema().fields())) {
          throw changed(read.selection().name());
        }
        if (!"1".equals(session.value(CatalogSql.snapshotAllowed()))) {
          throw MsCode.SNAPSHOT_UNAVAILABLE
              .error("a snapshot before changes needs snapshot isolation")
              .at(Place.stream(read.selection().name()))
              .build();
        }
        ReadPlan plan =
            new ReadPlan(
                stream.selection(),
                stream.digest(),
                ReadSql.select(stream.from(), stream.columns(), null, null, false, false),
                null,
                true,
                false,
                false,
                place,
                null,
                null);
        splits.add(new Split(read.selection().name(), splits.size(), -1, plan.encode()));
      }
      return splits;
    });
  }

  /** Where in the log of changes the view of a part stood that was read by {@link #snapshot}. */
  public static String place(ReadReceipt receipt) {
    return JSON.text(JSON.read(receipt.payload(), CursorReader.KIND, 1), "place");
  }

  private static RuntimeException changed(String stream) {
    return MsCode.SCHEMA_CHANGED
        .error("the columns are no longer those that were described")
        .at(Place.stream(stream))
        .build();
  }

  /** A table keeps nothing for its readers, so there is nothing to release. */
  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  private <T> T ask(Function<MsSession, T> question) {
    try (MsSession session = sessions.open()) {
      return question.apply(session);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
