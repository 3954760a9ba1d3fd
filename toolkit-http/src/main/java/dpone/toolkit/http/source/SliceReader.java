package dpone.toolkit.http.source;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.PageGuard;
import dpone.toolkit.http.page.PageState;
import dpone.toolkit.http.page.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads slices page by page into columns. */
final class SliceReader implements SplitReader {
  private final ConnectorContext context;
  private final Split split;
  private final String connector;
  private final Part part;
  private final Bounds bounds;
  private final PageFeed feed;
  private final RowShape shape;
  private final Decoding decoding;
  private final CutOff cutOff;
  private final @Nullable Progress progress;
  private final Deque<Slice> waiting;
  private CutOff.@Nullable Ruling ruling;
  private final List<Slice> rest = new ArrayList<>();
  private @Nullable Slice slice;
  private @Nullable PageGuard guard;
  private @Nullable Page page;
  private @Nullable PageRows rows;
  private boolean closed;
  private @Nullable Thread busy;
  private boolean ended;
  private int chunks;
  private int rowsBefore;
  private long pages;
  private long read;
  private long filtered;
  private long rejected;

  SliceReader(
      ConnectorContext context,
      Split split,
      String connector,
      Part part,
      Bounds bounds,
      PageFeed feed,
      RowShape shape,
      CutOff cutOff,
      @Nullable Progress progress) {
    this.context = context;
    this.split = split;
    this.connector = connector;
    this.part = part;
    this.bounds = bounds;
    this.feed = feed;
    this.shape = shape;
    this.decoding = shape.decoding();
    this.cutOff = cutOff;
    this.progress = progress;
    this.waiting = new ArrayDeque<>(part.slices());
  }

  @Override
  public @Nullable Chunk next() {
    enter();
    try {
      return read();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    if (closed) {
      throw HttpCode.CLOSED.error("the reader was closed").build();
    }
    busy = Thread.currentThread();
  }

  /** What a closed reader held is given back once nobody uses it any more. */
  private synchronized void leave() {
    busy = null;
    if (closed) {
      // What close() sent must not reach whatever this thread does next.
      boolean unused = Thread.interrupted();
      free();
    }
  }

  private @Nullable Chunk read() {
    context.cancellation().check();
    if (ended || !fill()) {
      ended = true;
      return null;
    }
    if (chunks++ == 1) {
      context.reached(Boundary.MID_PAGE);
    }
    ColumnBatch batch = ColumnBatch.create(shape.schema(), context.allocator(), rowsBefore);
    try {
      do {
        append(batch);
      } while (!batch.isFull() && (cutOff.looks() ? more() : fill()));
      rowsBefore = batch.rows();
      return batch;
    } catch (DponeException failure) {
      batch.close();
      throw failure.at(Place.stream(split.stream()));
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  /** Moves on within the page: the next one takes memory, which is not waited for with a batch. */
  private boolean more() {
    PageRows open = rows;
    if (open == null) {
      return false;
    }
    if (open.next()) {
      return true;
    }
    endPage(open);
    return false;
  }

  /** Moves on to the next record, over the ends of pages and slices; waits for it. */
  private boolean fill() {
    while (true) {
      PageRows open = rows;
      if (open != null) {
        if (open.next()) {
          return true;
        }
        endPage(open);
      } else if (!openPage()) {
        return false;
      }
      context.cancellation().check();
    }
  }

  private boolean openPage() {
    Slice now = slice;
    if (now == null) {
      if (waiting.isEmpty()) {
        return false;
      }
      now = waiting.poll();
      guard = new PageGuard(split.stream(), bounds);
      slice = now;
      Progress known = progress;
      if (known != null) {
        known.beginSlice();
      }
    }
    if (spent()) {
      rest.add(now);
      rest.addAll(waiting);
      waiting.clear();
      slice = null;
      return false;
    }
    Page opened = feed.open(now);
    page = opened;
    CutOff.Ruling judged = cutOff.judge(now, opened);
    ruling = judged;
    judged.rest().ifPresent(waiting::addFirst);
    if (judged.instead().isEmpty()) {
      rows = shape.open(decoding, opened, now.variables());
    } else {
      // Whatever it cost: nothing of it can be told from what is lacking.
      closePage();
      judged.instead().reversed().forEach(waiting::addFirst);
      slice = null;
    }
    return true;
  }

  /** Whether the part has read as much as one commit is to hold. */
  private boolean spent() {
    return (part.pages() > 0 && pages >= part.pages()) || (part.rows() > 0 && read >= part.rows());
  }

  private void endPage(PageRows open) {
    Slice now = Objects.requireNonNull(slice);
    Page done = Objects.requireNonNull(page);
    long records = done.counted();
    pages++;
    read += open.records().read();
    Optional<Variables> next = done.next(records, open.last());
    Optional<PageState> state =
        Objects.requireNonNull(guard).after(now, done, records, open.digest(), next);
    Progress known = progress;
    if (known != null) {
      known.endPage();
    }
    closePage();
    slice = state.map(now::at).orElse(null);
  }

  private void closePage() {
    Page open = page;
    page = null;
    rows = null;
    if (open != null) {
      open.close();
    }
  }

  private void append(ColumnBatch batch) {
    PageRows open = Objects.requireNonNull(rows);
    Poison poison = open.decode(batch);
    if (poison != null) {
      batch.undoRow();
      reject(open, poison.field(), poison.code().code(), poison.message(), poison);
      return;
    }
    CutOff.Ruling rule = ruling;
    CutOff.Filter filter = rule == null ? null : rule.filter();
    if (filter != null && !filter.takes(batch, batch.rows())) {
      batch.undoRow();
      filtered++;
      return;
    }
    Progress known = progress;
    if (known != null) {
      boolean later = !Objects.requireNonNull(slice).state().isFirst();
      switch (known.judge(batch, batch.rows(), later, () -> open.identity(batch))) {
        case TAKE -> {}
        case LEAVE -> {
          batch.undoRow();
          filtered++;
          return;
        }
        case NO_CURSOR -> {
          batch.undoRow();
          reject(
              open,
              shape.cursor(),
              FeedCode.CURSOR_MISSING.code(),
              "the record has no value in the cursor " + shape.cursor(),
              null);
          return;
        }
      }
    }
    batch.endRow();
  }

  /** A run that tolerates nothing fails here with the failure of the record itself. */
  private void reject(
      PageRows open, String field, String code, String what, @Nullable Poison poison) {
    Records records = open.records();
    int length = Math.min(records.to() - records.from(), 4096);
    String text = new String(records.data(), records.from(), length, StandardCharsets.UTF_8);
    String where = where(records.read());
    try {
      context.rejects().reject(split.stream(), field, where, code, what, text);
    } catch (DponeException noMore) {
      if (noMore.category() == ErrorCategory.DATA && poison != null) {
        throw noMore.at(Place.field(split.stream(), field).row(where));
      }
      throw noMore;
    }
    rejected++;
  }

  private String where(long record) {
    Slice now = slice;
    String in = now == null ? "" : now.describe();
    long number = now == null ? 1 : now.state().pages() + 1;
    return (in.isEmpty() ? "" : in + ", ") + "page " + number + ", record " + record;
  }

  @Override
  public ReadReceipt finish() {
    if (!ended) {
      throw new IllegalStateException("the split was not read to its end");
    }
    Progress known = progress;
    Part.Reached reached =
        known == null
            ? new Part.Reached(null, List.of(), rest)
            : new Part.Reached(known.high(), known.ties(), rest);
    return new ReadReceipt(
        split.stream(), split.ordinal(), read, filtered, rejected, reached.payload(connector));
  }

  /** May come from another thread; a read ends by it. */
  @Override
  public synchronized void close() {
    closed = true;
    Thread reading = busy;
    if (reading == null) {
      free();
    } else {
      reading.interrupt();
    }
  }

  private void free() {
    closePage();
    feed.close();
  }
}
