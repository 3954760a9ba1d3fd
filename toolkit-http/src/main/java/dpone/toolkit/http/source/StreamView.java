package dpone.toolkit.http.source;

import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Split;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One stream of a read: what this part of it asks for, and how far it then came. */
final class StreamView {
  /** Slices that one increment commits at a time, and that its position can hold. */
  static final int SLICES_OF_A_PART = 1_000;

  /** Slices of one split, so that its payload stays below its limit. */
  private static final int SLICES_OF_A_SPLIT = 2_000;

  private final StreamRead read;
  private final StreamDefinition stream;
  private final StreamPosition before;
  private final BiFunction<Slicing.Parents, @Nullable String, List<Variables>> parents;
  private final @Nullable WindowPlan windows;
  private final @Nullable Cursor cursor;
  private final Instant now;
  private final List<Slice> slices = new ArrayList<>();
  private @Nullable Pass pass;
  private @Nullable Instant end;
  private @Nullable Instant nextWindow;
  private boolean whole;
  private boolean complete;

  StreamView(
      StreamRead read,
      StreamDefinition stream,
      StreamPosition before,
      Instant now,
      BiFunction<Slicing.Parents, @Nullable String, List<Variables>> parents) {
    this.read = read;
    this.stream = stream;
    this.before = before;
    this.now = now;
    this.parents = parents;
    this.windows = stream.windows().map(WindowPlan::new).orElse(null);
    String column = stream.increments().map(Increment::column).orElse(null);
    this.cursor =
        column == null || isFull() ? null : Cursor.of(stream.name(), read.schema(), column);
    if (isFull()) {
      planAll();
    } else {
      planPart();
    }
  }

  /** A merge of a stream that cannot tell what is new reads all of it. */
  private boolean isFull() {
    return read.mode() == ReadMode.FULL || stream.increment() == null;
  }

  private void planAll() {
    whole = true;
    complete = true;
    List<Variables> inner = inner();
    WindowPlan plan = windows;
    if (plan != null) {
      Instant begin = plan.begin(stream.bounds().start(), now);
      Instant last = plan.end(until(now));
      inner = SlicePlan.product(stream.name(), plan.cut(begin, last, SlicePlan.MOST + 1), inner);
    }
    inner.forEach(v -> slices.add(Slice.of(common(v, null))));
  }

  /** Where windows end: at the bounds, and never later than that. */
  private Instant until(Instant latest) {
    return stream.bounds().end().filter(end -> end.isBefore(latest)).orElse(latest);
  }

  /** Values and parents; of parents that are asked for since a moment, those alone. */
  private List<Variables> inner() {
    String mark = before.watermark();
    return SlicePlan.of(stream, p -> parents.apply(p, p.changed() && !isFull() ? mark : null));
  }

  private void planPart() {
    Pass going = before.pass() == null ? begin() : before.pass();
    pass = going;
    WindowPlan plan = windows;
    if (plan != null) {
      end = plan.parse(going.until());
      nextWindow = going.window() == null ? end : plan.parse(going.window());
    }
    if (!going.rest().isEmpty()) {
      slices.addAll(going.rest());
    } else if (plan != null) {
      planWindows(plan, going);
    } else if (before.pass() == null) {
      inner().forEach(v -> slices.add(Slice.of(common(v, going))));
      whole = slices.size() > SLICES_OF_A_PART;
    }
  }

  private void planWindows(WindowPlan plan, Pass going) {
    Instant last = java.util.Objects.requireNonNull(end);
    Instant from = java.util.Objects.requireNonNull(nextWindow);
    if (!from.isBefore(last)) {
      return;
    }
    List<Variables> inner = inner();
    int most = Math.max(1, SLICES_OF_A_PART / Math.max(1, inner.size()));
    whole = inner.size() > SLICES_OF_A_PART;
    List<Variables> cut = plan.cut(from, last, most);
    for (Variables window : cut) {
      inner.forEach(v -> slices.add(Slice.of(common(window.and(v), going))));
    }
    nextWindow = plan.moment(cut.getLast(), WindowPlan.TO);
  }

  /** The increment that begins now. */
  private Pass begin() {
    Increment increment = stream.increments().orElse(Increment.byWindow());
    Instant asked = stream.bounds().end().orElse(now);
    WindowPlan plan = windows;
    String mark = before.watermark();
    if (plan == null) {
      String from = mark;
      Cursor by = cursor;
      if (from == null) {
        from = stream.bounds().start().map(Instant::toString).orElse(null);
        from = from == null || by == null || by.isTime() ? from : null;
      } else if (by != null && read.mode() != ReadMode.AFTER_POSITION) {
        from = by.earlier(from, increment.lookback());
      }
      return new Pass(from, asked.toString(), null, null, List.of(), List.of());
    }
    Duration settled = stream.windows().orElseThrow().settled();
    boolean exact = read.mode() == ReadMode.AFTER_POSITION;
    // What lies behind the end of the bounds is settled, too, once that end is long over.
    Instant last = plan.end(until(exact ? now.minus(settled) : now));
    Optional<Instant> since = stream.bounds().start();
    if (mark != null) {
      Instant at = plan.parse(mark);
      Instant again = exact ? at : at.minus(settled).minus(increment.lookback());
      since = Optional.of(since.filter(start -> start.isAfter(again)).orElse(again));
    }
    Instant first = plan.begin(since, now);
    return new Pass(null, plan.write(last), plan.write(first), null, List.of(), List.of());
  }

  /** Variables of every slice: where the read begins, and when it began. */
  private Variables common(Variables own, @Nullable Pass going) {
    if (going != null && windows == null) {
      return own.with("since", going.from()).with("until", going.until());
    }
    Variables since =
        own.with("since", stream.bounds().start().map(Instant::toString).orElse(null));
    return since.with("until", stream.bounds().end().orElse(now).toString());
  }

  /**
   * Whether records that are newer than the read are left for the next one. What changes between
   * two answers may be behind the first and before the second, so that the second one's records
   * cannot tell how far both came.
   */
  private boolean bounded() {
    Cursor by = cursor;
    if (by == null || windows != null) {
      return false;
    }
    return stream.slicing().isEmpty()
        ? by.isMoment() && !(stream.paging() instanceof Paging.Single)
        : by.isTime();
  }

  /** Adds the splits of this part. */
  void addTo(List<Split> splits, Api api, int parallelism) {
    parts(parallelism).forEach(part -> splits.add(part.split(api, splits.size())));
  }

  /** What readers are to read, each a part. */
  List<Part> parts(int parallelism) {
    List<Part> all = new ArrayList<>();
    if (slices.isEmpty()) {
      return all;
    }
    int parts =
        Math.max(
            Math.min(Math.max(1, parallelism), slices.size()),
            Math.ceilDiv(slices.size(), SLICES_OF_A_SPLIT));
    boolean endless = whole || isFull();
    long pages = endless ? 0 : Math.max(1, stream.bounds().checkpointPages() / parts);
    long rows = endless || read.chunkRows() <= 0 ? 0 : Math.max(1, read.chunkRows() / parts);
    Pass going = pass;
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) slices.size() * i / parts);
      int to = (int) ((long) slices.size() * (i + 1) / parts);
      all.add(
          new Part(
              read.selection(),
              read.schema().fields(),
              read.mode(),
              going == null ? null : going.from(),
              before.ties(),
              going == null || windows != null ? now.toString() : going.until(),
              bounded(),
              slices.subList(from, to),
              pages,
              rows));
    }
    return all;
  }

  /** The position after what the readers reached; null for a read of everything. */
  @Nullable StreamPosition reached(List<Part.Reached> readers) {
    Pass going = pass;
    if (going == null) {
      return null;
    }
    List<Slice> rest = new ArrayList<>();
    String high = going.high();
    TreeSet<String> ties = new TreeSet<>(going.ties());
    for (Part.Reached reader : readers) {
      rest.addAll(reader.rest());
      Cursor by = cursor;
      if (by != null && reader.high() != null) {
        int order = high == null ? 1 : by.parse(reader.high()).compareTo(by.parse(high));
        if (order > 0) {
          high = reader.high();
          ties.clear();
        }
        if (order >= 0) {
          ties.addAll(reader.ties());
        }
      }
    }
    boolean windowsLeft = nextWindow != null && end != null && nextWindow.isBefore(end);
    complete = rest.isEmpty() && !windowsLeft;
    if (!complete) {
      String window =
          windows == null || !windowsLeft
              ? null
              : windows.write(java.util.Objects.requireNonNull(nextWindow));
      return new StreamPosition(
          before.watermark(),
          before.ties(),
          new Pass(going.from(), going.until(), window, high, List.copyOf(ties), rest));
    }
    if (windows != null) {
      return slices.isEmpty() && before.pass() == null && before.watermark() != null
          ? before
          : new StreamPosition(going.until(), List.of(), null);
    }
    return high == null
        ? new StreamPosition(before.watermark(), before.ties(), null)
        : settled(going, high, ties);
  }

  /**
   * Records of another slice may still come that are newer than the read and older than its end.
   */
  private StreamPosition settled(Pass going, String high, Set<String> ties) {
    Cursor by = java.util.Objects.requireNonNull(cursor);
    String mark = high;
    if (bounded() && by.parse(high).compareTo(by.parse(going.until())) > 0) {
      mark = going.until();
      ties.clear();
    }
    String old = before.watermark();
    if (old != null && by.parse(old).compareTo(by.parse(mark)) > 0) {
      // Looking back found nothing as new as before.
      return new StreamPosition(old, before.ties(), null);
    }
    return new StreamPosition(mark, List.copyOf(ties), null);
  }

  /** Whether nothing is left, once {@link #reached} was asked. */
  boolean complete() {
    return complete;
  }

  String name() {
    return stream.name();
  }
}
