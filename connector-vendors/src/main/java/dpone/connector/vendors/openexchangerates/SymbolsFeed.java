package dpone.connector.vendors.openexchangerates;

import dpone.spi.error.Place;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pages of which every currency that was asked for has to be there: the vendor leaves out without a
 * word what it does not know.
 */
final class SymbolsFeed implements PageFeed {
  private static final byte[] KEY = "{\"key\":\"".getBytes(StandardCharsets.UTF_8);

  private final PageFeed pages;
  private final String stream;
  private final List<String> symbols;

  SymbolsFeed(PageFeed pages, String stream, List<String> symbols) {
    this.pages = pages;
    this.stream = stream;
    this.symbols = List.copyOf(symbols);
  }

  @Override
  public Page open(Slice slice) {
    Page page = pages.open(slice);
    return new Checked(page, new Seen(page.records(), symbols), stream, slice.describe());
  }

  @Override
  public void close() {
    pages.close();
  }

  private record Checked(Page page, Seen seen, String stream, String where) implements Page {
    @Override
    public Records records() {
      return seen;
    }

    @Override
    public Optional<String> envelope(String pointer) {
      return page.envelope(pointer);
    }

    @Override
    public Optional<Variables> next(long read, Optional<String> last) {
      if (!seen.missing().isEmpty()) {
        throw FeedCode.STREAM_OPTION
            .error(
                "the answer has no rate for "
                    + String.join(", ", seen.missing())
                    + (where.isEmpty() ? "" : " [" + where + "]"))
            .at(Place.stream(stream))
            .remedy(
                "correct symbols, or set missing_symbols: skip for currencies that are younger than"
                    + " the days that are read")
            .build();
      }
      return page.next(read, last);
    }

    @Override
    public long total() {
      return page.total();
    }

    @Override
    public long ahead() {
      return page.ahead();
    }

    @Override
    public void close() {
      page.close();
    }
  }

  /** Passes records on and remembers which currencies they are of. */
  private static final class Seen implements Records {
    private final Records records;
    private final Set<String> missing;

    Seen(Records records, List<String> symbols) {
      this.records = records;
      this.missing = new TreeSet<>(symbols);
    }

    Set<String> missing() {
      return missing;
    }

    @Override
    public boolean next() throws IOException {
      boolean more = records.next();
      if (more && !missing.isEmpty()) {
        missing.remove(currency());
      }
      return more;
    }

    /** The key that the record begins with; a code of a currency holds nothing to be escaped. */
    private String currency() {
      byte[] data = records.data();
      int from = records.from() + KEY.length;
      int to = from;
      while (to < records.to() && data[to] != '"') {
        to++;
      }
      return from < to ? new String(data, from, to - from, StandardCharsets.UTF_8) : "";
    }

    @Override
    public byte[] data() {
      return records.data();
    }

    @Override
    public int from() {
      return records.from();
    }

    @Override
    public int to() {
      return records.to();
    }

    @Override
    public long read() {
      return records.read();
    }

    @Override
    public Optional<String> envelope(String pointer) {
      return records.envelope(pointer);
    }

    @Override
    public boolean isNull() {
      return records.isNull();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
