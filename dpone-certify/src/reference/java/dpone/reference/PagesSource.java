package dpone.reference;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams that are read page by page, in the order of their cursor; one split each. */
final class PagesSource implements Source {
  /** Named by their cursor column: the second one, where there is one. */
  static final Map<String, Schema> STREAMS = known();

  static final String CURSOR = "changed";

  private final PagesClient client;
  private final ConnectorContext context;

  PagesSource(PagesClient client, ConnectorContext context) {
    this.client = client;
    this.context = context;
  }

  private static Map<String, Schema> known() {
    Map<String, Schema> streams = new LinkedHashMap<>();
    streams.put(
        "notes",
        schema(
            field("id", new DataType.Int(64), false),
            field(CURSOR, new DataType.Int(64), false),
            field("text", new DataType.Text(), true),
            field("amount", new DataType.Decimal(38, 10), true),
            field("at", new DataType.TimestampTz(6), true)));
    streams.put(
        "rates",
        schema(
            field("id", new DataType.Int(64), false),
            field(CURSOR, new DataType.Int(64), false),
            field("rate", new DataType.Decimal(38, 10), true)));
    streams.put(
        "labels",
        schema(field("id", new DataType.Int(64), false), field("done", new DataType.Bool(), true)));
    return streams;
  }

  private static Field field(String name, DataType type, boolean nullable) {
    return new Field(name, type, nullable, type.text());
  }

  private static Schema schema(Field... fields) {
    return new Schema(List.of(fields), List.of("id"));
  }

  @Override
  public List<String> streams() {
    return List.copyOf(STREAMS.keySet());
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    Schema schema = STREAMS.get(selection.name());
    if (schema == null) {
      throw DponeException.of(
              ErrorCategory.NOT_FOUND, "REF_PAGES_NONE", "no stream " + selection.name())
          .at(Place.stream(selection.name()))
          .remedy("check the stream's name")
          .build();
    }
    String cursor = selection.cursor();
    if (cursor != null
        && !(cursor.equals(CURSOR) && schema.find(CURSOR).isPresent())
        && !client.has("any-cursor")) {
      throw DponeException.of(
              ErrorCategory.CONFIG, "REF_PAGES_CURSOR", selection.name() + " has no such cursor")
          .at(Place.stream(selection.name()))
          .remedy("leave the cursor out, or name " + CURSOR)
          .build();
    }
    return new StreamInfo(selection.name(), schema, List.of(), -1, -1, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    StreamRead stream = request.streams().getFirst();
    String name = stream.selection().name();
    boolean whole = stream.mode() == ReadMode.FULL;
    Mark from =
        request
            .start()
            .filter(position -> !client.has("from-the-start"))
            .map(position -> Mark.parse(position.payload().json()))
            .orElse(Mark.START);
    if (client.has("page-skipped") && !from.equals(Mark.START)) {
      from = new Mark(from.cursor() + 10, java.util.Set.of());
    }
    long rows = stream.selection().options().integer("page_rows");
    long bound = stream.selection().options().integer("max_pages");
    long back = stream.selection().options().integer("lookback");
    long most =
        whole
            ? Long.MAX_VALUE
            : client
                .settings()
                .findInteger("load_pages")
                .map(pages -> pages * rows)
                .orElse(Long.MAX_VALUE);
    long left = left(name, from, whole, rows);
    PagesPlan plan =
        new PagesPlan(from, stream.mode() == ReadMode.FROM_POSITION, rows, bound, most, back);
    Split split = new Split(name, 0, -1, new Payload("reference", "pages", 1, plan.json()));
    return new Session(List.of(split), from, whole, left <= most);
  }

  /** How many rows are new, as the system counts them. */
  private long left(String name, Mark from, boolean whole, long rows) {
    long first = whole || from.equals(Mark.START) ? Long.MIN_VALUE : from.cursor();
    return client.get(name, 1, first, 0).total() - from.keys().size();
  }

  @Override
  public SplitReader open(Split split) {
    return new PagesReader(
        client,
        context,
        split,
        STREAMS.get(split.stream()),
        PagesPlan.parse(split.payload().json()));
  }

  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private record Session(List<Split> splits, Mark from, boolean whole, boolean complete)
      implements ReadSession {
    @Override
    public Optional<Position> position(List<ReadReceipt> receipts) {
      if (whole) {
        return Optional.empty();
      }
      Mark mark = from;
      for (ReadReceipt receipt : receipts) {
        mark = mark.and(Mark.parse(receipt.payload().json()));
      }
      return mark.equals(Mark.START)
          ? Optional.empty()
          : Optional.of(
              new Position(
                  new Payload("reference", "mark", 1, mark.json()), "cursor " + mark.cursor()));
    }

    @Override
    public void close() {}
  }
}
