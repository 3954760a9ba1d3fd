package dpone.connector.vendors.googlesheets;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.format.record.JsonRecords;
import dpone.toolkit.format.record.RecordPath;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a tab's rows by ranges of so many rows. One for a reader: it keeps memory for the answer
 * that is being read, which it takes with the first page, before the reader has a batch.
 */
final class SheetFeed implements PageFeed {
  private static final String ROW = "row";

  private final HttpSession session;
  private final ConnectorContext context;
  private final SheetCalls calls;
  private final SheetPlan plan;
  private @Nullable BatchMemory memory;
  private boolean closed;

  /** Pages of that tab; the session stays open. */
  SheetFeed(HttpSession session, ConnectorContext context, SheetCalls calls, SheetPlan plan) {
    this.session = session;
    this.context = context;
    this.calls = calls;
    this.plan = plan;
  }

  @Override
  public Page open(Slice slice) {
    String at = slice.state().value(ROW);
    int first = at == null ? plan.firstRow() : Integer.parseInt(at);
    int last = (int) Math.min(plan.lastRow(), (long) first + plan.rows() - 1);
    if (first > last) {
      return new SheetPage(null, null, Optional.empty());
    }
    HttpAnswer answer =
        session.send(calls.values(plan.range(first, last), plan.formatted()), memory());
    try {
      Records lists =
          JsonRecords.at(RecordPath.parse("/values"))
              .missingIsEmpty(true)
              .maxRecordBytes(
                  (int) Math.min(Integer.MAX_VALUE - 16, context.allocator().maxCellBytes()))
              .open(answer.body(), answer.charset().orElse(null));
      return new SheetPage(
          answer,
          new SheetRows(
              plan.stream(),
              lists,
              plan.columns(),
              first,
              plan.area().firstColumn(),
              plan.keepEmpty()),
          last < plan.lastRow()
              ? Optional.of(Variables.of(ROW, Integer.toString(last + 1)))
              : Optional.empty());
    } catch (RuntimeException | Error failure) {
      answer.close();
      throw failure;
    }
  }

  private synchronized BatchMemory memory() {
    BatchMemory known = memory;
    if (known == null) {
      if (closed) {
        throw new IllegalStateException("the feed was closed");
      }
      known = context.allocator().reserve();
      memory = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    BatchMemory known = memory;
    memory = null;
    if (known != null) {
      known.close();
    }
  }

  /** The rows of one answer; of none where the tab has no rows at all. */
  private record SheetPage(
      @Nullable HttpAnswer answer, @Nullable SheetRows rows, Optional<Variables> following)
      implements Page {
    @Override
    public Records records() {
      SheetRows known = rows;
      return known == null ? NoRows.INSTANCE : known;
    }

    @Override
    public Optional<String> envelope(String pointer) {
      return Optional.empty();
    }

    @Override
    public Optional<Variables> next(long read, Optional<String> last) {
      return following;
    }

    @Override
    public long total() {
      return -1;
    }

    @Override
    public void close() {
      try {
        if (rows != null) {
          rows.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        if (answer != null) {
          answer.close();
        }
      }
    }
  }

  /** No rows. */
  private enum NoRows implements Records {
    INSTANCE;

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public byte[] data() {
      return new byte[0];
    }

    @Override
    public int from() {
      return 0;
    }

    @Override
    public int to() {
      return 0;
    }

    @Override
    public long read() {
      return 0;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
