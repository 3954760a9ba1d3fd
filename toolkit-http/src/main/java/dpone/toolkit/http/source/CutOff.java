package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Windows of time that an API cuts off at its largest number of records. Used by one thread. */
final class CutOff {
  private final StreamDefinition stream;
  private final ConnectorContext context;
  private final RowShape shape;
  private final @Nullable WindowPlan plan;
  private final Slicing.@Nullable Cap cap;
  private final @Nullable Cursor time;

  CutOff(StreamDefinition stream, RowShape shape, ConnectorContext context) {
    Slicing.Windows windows = stream.windows().orElse(null);
    this.stream = stream;
    this.context = context;
    this.shape = shape;
    this.plan = windows == null ? null : new WindowPlan(windows);
    this.cap = windows == null ? null : windows.cap();
    String column = cap == null ? null : cap.column();
    this.time = column == null ? null : Cursor.of(stream.name(), shape.schema(), column);
  }

  /**
   * What to do with a page.
   *
   * @param instead slices to read in its place; empty when it is delivered
   * @param rest what has to be read beside it
   * @param filter which of its records are delivered; null for all
   */
  record Ruling(List<Slice> instead, Optional<Slice> rest, @Nullable Filter filter) {
    private static final Ruling WHOLE = new Ruling(List.of(), Optional.empty(), null);
  }

  /** Records of a span of time; those without a time are delivered. */
  static final class Filter {
    private final Cursor time;
    private final Cursor.Value from;
    private final Cursor.Value to;

    Filter(Cursor time, Cursor.Value from, Cursor.Value to) {
      this.time = time;
      this.from = from;
      this.to = to;
    }

    boolean takes(ColumnBatch batch, int row) {
      return time.isNull(batch, row)
          || (time.compare(batch, row, from) >= 0 && time.compare(batch, row, to) < 0);
    }
  }

  /** Whether pages are looked at before they are delivered, which takes memory for a moment. */
  boolean looks() {
    return time != null;
  }

  /** Looks at a page before anything of it is delivered. */
  Ruling judge(Slice slice, Page page) {
    WindowPlan windows = plan;
    Slicing.Cap most = cap;
    if (windows == null || most == null) {
      return Ruling.WHOLE;
    }
    Instant from = windows.moment(slice.variables(), WindowPlan.FROM);
    Instant to = windows.moment(slice.variables(), WindowPlan.TO);
    boolean cut = slice.state().isFirst() && page.ahead() >= most.records();
    Cursor column = time;
    if (cut && column != null) {
      Optional<Ruling> goesOn = goOn(slice, page, windows, column, from, to);
      if (goesOn.isPresent()) {
        return goesOn.get();
      }
    }
    if (cut) {
      return new Ruling(
          windows.halve(slice.variables(), most).orElseThrow(() -> cutOff(slice)).stream()
              .map(Slice::of)
              .toList(),
          Optional.empty(),
          null);
    }
    return column == null
        ? Ruling.WHOLE
        : new Ruling(List.of(), Optional.empty(), filter(column, from, to));
  }

  /** Where records are seen to be in order, only what lies behind the last of them is lacking. */
  private Optional<Ruling> goOn(
      Slice slice, Page page, WindowPlan windows, Cursor column, Instant from, Instant to) {
    Order order = order(page, column);
    Instant last = order.last() == null ? null : windows.floor(moment(column, order.last()));
    if (last == null || order.direction() == 0) {
      return Optional.empty();
    }
    if (order.direction() > 0 && last.isAfter(from) && last.isBefore(to)) {
      return Optional.of(
          new Ruling(
              List.of(),
              Optional.of(Slice.of(windows.within(slice.variables(), last, to))),
              filter(column, from, last)));
    }
    Instant after = windows.unitAfter(last);
    if (order.direction() < 0 && after.isBefore(to) && !last.isBefore(from)) {
      return Optional.of(
          new Ruling(
              List.of(),
              Optional.of(Slice.of(windows.within(slice.variables(), from, after))),
              filter(column, after, to)));
    }
    return Optional.empty();
  }

  /**
   * The order that the records of a page are seen to be in.
   *
   * @param direction 1 for oldest first, -1 for newest first, 0 for none
   * @param last the time of the last record that has one, or null
   */
  private record Order(int direction, Cursor.@Nullable Value last) {}

  private Order order(Page page, Cursor column) {
    Decoding decoding = shape.decoding();
    RecordDecoder decoder = decoding.decoder();
    boolean rises = true;
    boolean falls = true;
    Cursor.Value last = null;
    try (Records records = page.again();
        ColumnBatch scratch = shape.scratch(context.allocator())) {
      while (records.next()) {
        decoding.header(records.header());
        boolean decoded =
            decoder.decode(records.data(), records.from(), records.to() - records.from(), scratch)
                == null;
        if (decoded && !column.isNull(scratch, 0)) {
          Cursor.Value value = column.value(scratch, 0);
          int step = last == null ? 0 : value.compareTo(last);
          rises &= step >= 0;
          falls &= step <= 0;
          last = value;
        }
        scratch.undoRow();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Order(rises == falls ? 0 : rises ? 1 : -1, last);
  }

  private Filter filter(Cursor column, Instant from, Instant to) {
    return new Filter(column, value(column, from), value(column, to));
  }

  /** A moment as the column shows it: on the clock of the windows where it has no zone. */
  private Cursor.Value value(Cursor column, Instant moment) {
    return column.parse(
        column.type() instanceof DataType.TimestampTz
            ? moment.toString()
            : moment.plus(offset(moment)).toString());
  }

  private Instant moment(Cursor column, Cursor.Value value) {
    String text = column.text(value);
    Instant shown = Instant.parse(text.indexOf('T') < 0 ? text + "T00:00:00Z" : text);
    return column.type() instanceof DataType.TimestampTz
        ? shown
        : shown.atOffset(ZoneOffset.UTC).toLocalDateTime().atZone(zone()).toInstant();
  }

  private Duration offset(Instant moment) {
    return Duration.ofSeconds(zone().getRules().getOffset(moment).getTotalSeconds());
  }

  private java.time.ZoneId zone() {
    return stream.windows().orElseThrow().zone();
  }

  private DponeException cutOff(Slice slice) {
    return FeedCode.WINDOW_CUT_OFF
        .error("as many records as the API gives at most: " + slice.describe())
        .at(Place.stream(stream.name()))
        .build();
  }
}
