package dpone.toolkit.http.source;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Template;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API as a source. */
public final class ApiSource implements Source {
  private final Api api;
  private final ConnectorContext context;

  /** A source of that API, which is closed with it. */
  public ApiSource(Api api, ConnectorContext context) {
    this.api = api;
    this.context = context;
  }

  Api api() {
    return api;
  }

  @Override
  public List<String> streams() {
    return api.streams();
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    StreamDefinition stream = define(selection);
    RowShape shape = RowShape.of(stream, selection);
    checkTypes(stream, shape);
    return new StreamInfo(stream.name(), shape.schema(), List.of(), -1, -1, stream.notes());
  }

  /** Rule SRC-2: a column of a type that no record can be read as is refused by its name. */
  private static void checkTypes(StreamDefinition stream, RowShape shape) {
    List<String> wanted = shape.schema().names();
    for (ColumnDefinition column : stream.columns()) {
      String name = column.field().name();
      if (wanted.contains(name)) {
        List<ColumnDefinition> alone = List.of(column);
        try {
          RowShape.check(stream.withColumns(alone), alone);
        } catch (DponeException refused) {
          throw refused.at(Place.field(stream.name(), name));
        }
      }
    }
  }

  @Override
  public List<String> explain(StreamRead read) {
    StreamDefinition stream = api.stream(read.selection());
    List<String> notes = new ArrayList<>();
    if (read.mode() == ReadMode.FULL || stream.increment() == null) {
      requireIncrement(stream, read);
      notes.add("reads everything; an API has no view, so what changes meanwhile may be half seen");
      return notes;
    }
    Increment increment = stream.increments().orElseThrow();
    String column = increment.column();
    if (column != null) {
      Cursor cursor = Cursor.of(stream.name(), read.schema(), column);
      checkLookback(stream, read, cursor, increment);
      checkSlices(stream, cursor);
      boolean sent = stream.windows().isPresent() || isSent(stream);
      notes.add(
          sent
              ? "asks the API only for what is new by " + column
              : "asks the API for everything, and leaves out what is old by " + column);
    }
    stream
        .windows()
        .ifPresent(w -> notes.add("reads windows of " + w.step().amount() + " in " + w.zone()));
    notes.add(
        "commits after every "
            + stream.bounds().checkpointPages()
            + " pages, where a run goes on"
            + " that was cut off");
    return notes;
  }

  /** To append, one has to know what is new; to merge, all of it does. */
  private static void requireIncrement(StreamDefinition stream, StreamRead read) {
    if (read.mode() == ReadMode.AFTER_POSITION && stream.increment() == null) {
      throw FeedCode.STREAM_OPTION
          .error("nothing tells which records of the stream are new")
          .at(Place.stream(stream.name()))
          .remedy("use full_refresh or incremental_merge, or name a cursor where one is taken")
          .build();
    }
  }

  private static void checkLookback(
      StreamDefinition stream, StreamRead read, Cursor cursor, Increment increment) {
    if (increment.lookback().isZero()) {
      return;
    }
    if (read.mode() == ReadMode.AFTER_POSITION && stream.windows().isEmpty()) {
      throw FeedCode.STREAM_OPTION
          .error("lookback would append again what was appended before")
          .at(Place.stream(stream.name()))
          .remedy("use incremental_merge with a unique_key, or leave lookback out")
          .build();
    }
    if (!cursor.isTime()) {
      throw FeedCode.STREAM_OPTION
          .error("lookback needs a cursor of dates or times")
          .at(Place.stream(stream.name()))
          .build();
    }
  }

  /** How far several requests came is told by a time alone: that at which they began. */
  private static void checkSlices(StreamDefinition stream, Cursor cursor) {
    if (stream.windows().isEmpty() && !stream.slicing().isEmpty() && !cursor.isTime()) {
      throw FeedCode.STREAM_OPTION
          .error("the stream needs several requests, and its cursor is none of dates or times")
          .at(Place.stream(stream.name()))
          .remedy("choose a cursor of dates or times, or use full_refresh")
          .build();
    }
  }

  /** Whether a request tells the API where to begin. */
  private static boolean isSent(StreamDefinition stream) {
    List<Template> templates = new ArrayList<>(stream.request().params().values());
    templates.addAll(stream.request().headers().values());
    templates.add(stream.request().path());
    Template body = stream.request().body();
    if (body != null) {
      templates.add(body);
    }
    return templates.stream().anyMatch(t -> t.names().contains("since"));
  }

  private StreamDefinition define(StreamSelection selection) {
    StreamDefinition stream = api.stream(selection);
    if (selection.where() != null) {
      throw FeedCode.STREAM_OPTION
          .error("an API takes no where")
          .at(Place.stream(stream.name()))
          .remedy("use the parameters that the API has for it")
          .build();
    }
    return stream.columns().isEmpty() ? new Sampling(this, context).define(stream) : stream;
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return new ApiReadSession(this, request);
  }

  /** One stream of a read. */
  StreamView view(StreamRead read, StreamPosition before) {
    StreamDefinition stream = columnsOf(api.stream(read.selection()), read);
    requireIncrement(stream, read);
    Increment increment = stream.increment();
    if (read.mode() != ReadMode.FULL && increment != null && increment.column() != null) {
      Cursor cursor = Cursor.of(stream.name(), read.schema(), increment.column());
      checkLookback(stream, read, cursor, increment);
      checkSlices(stream, cursor);
    }
    Instant now = context.clock().instant();
    return new StreamView(read, stream, before, now, this::parents);
  }

  /** What was found by a sample at plan time stays what it was. */
  private static StreamDefinition columnsOf(StreamDefinition stream, StreamRead read) {
    return stream.columns().isEmpty() ? withFields(stream, read.schema().fields()) : stream;
  }

  private static StreamDefinition withFields(
      StreamDefinition stream, List<dpone.spi.type.Field> fields) {
    return stream.withColumns(
        fields.stream()
            .map(f ->
                new ColumnDefinition(
                    f, ColumnDefinition.of(f.name(), f.type()).source(), CellForm.STANDARD))
            .toList());
  }

  /** Some of the slices that a read of everything begins with. */
  List<Slice> firstSlices(StreamDefinition stream, int most) {
    StreamRead read =
        new StreamRead(StreamSelection.all(stream.name()), stream.schema(), ReadMode.FULL, null);
    List<Slice> first = new ArrayList<>();
    Instant now = context.clock().instant();
    for (Part part :
        new StreamView(read, stream, StreamPosition.NONE, now, this::parents).parts(1)) {
      part.slices().stream().limit(most - first.size()).forEach(first::add);
    }
    return first;
  }

  /**
   * The variables of every record of a parent stream.
   *
   * @param since cursor from which parents are read, or null for all
   */
  List<Variables> parents(Slicing.Parents parents, @Nullable String since) {
    StreamDefinition stream = since(parents.parent(), since);
    List<Variables> found = new ArrayList<>();
    RowShape shape = RowShape.of(stream, StreamSelection.all(stream.name()));
    StreamRead read =
        new StreamRead(StreamSelection.all(stream.name()), shape.schema(), ReadMode.FULL, null);
    Instant now = context.clock().instant();
    StreamView view = new StreamView(read, stream, StreamPosition.NONE, now, this::parents);
    ParentColumns columns = new ParentColumns(stream, shape.schema(), parents.variables());
    for (Part part : view.parts(1)) {
      Split none = new Split(stream.name(), 0, -1, dpone.spi.transfer.Payload.empty("x", "x"));
      try (SplitReader reader = reader(none, part, stream, api.feed(stream))) {
        for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
          try (ColumnBatch batch = (ColumnBatch) chunk) {
            columns.addTo(found, batch);
          }
          SlicePlan.checkCount(stream.name(), found.size());
        }
      }
    }
    return found;
  }

  private static StreamDefinition since(StreamDefinition stream, @Nullable String since) {
    if (since == null) {
      return stream;
    }
    Instant from = Instant.parse(since.indexOf('T') < 0 ? since + "T00:00:00Z" : since);
    return stream.withBounds(stream.bounds().within(from, stream.bounds().to()));
  }

  @Override
  public SplitReader open(Split split) {
    Part part = Part.of(api, split);
    StreamDefinition declared = api.stream(part.selection());
    StreamDefinition stream =
        declared.columns().isEmpty() ? withFields(declared, part.fields()) : declared;
    return reader(split, part, stream, api.feed(stream));
  }

  private SplitReader reader(Split split, Part part, StreamDefinition stream, PageFeed feed) {
    RowShape shape = RowShape.of(stream, part.selection());
    if (!shape.schema().fields().equals(part.fields())) {
      feed.close();
      throw FeedCode.SCHEMA_CHANGED
          .error("the stream has other columns than when the run was planned")
          .at(Place.stream(stream.name()))
          .build();
    }
    return new SliceReader(
        context,
        split,
        api.connector(),
        part,
        stream.bounds(),
        feed,
        shape,
        new CutOff(stream, shape, context),
        progress(part, stream, shape));
  }

  private static @Nullable Progress progress(Part part, StreamDefinition stream, RowShape shape) {
    if (part.mode() == ReadMode.FULL || shape.cursor().isEmpty()) {
      return null;
    }
    Cursor cursor = Cursor.of(stream.name(), shape.schema(), shape.cursor());
    boolean held =
        !part.bounded()
            && stream.windows().isEmpty()
            && !(stream.paging() instanceof Paging.Single);
    return new Progress(
        stream.name(),
        cursor,
        part.from(),
        part.bounded() ? part.until() : null,
        part.ties(),
        part.mode(),
        held ? new CursorOrder(stream.name(), shape.cursor(), cursor) : null);
  }

  @Override
  public void acknowledge(Position position) {
    // An API keeps nothing for anybody.
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    api.close();
  }
}
