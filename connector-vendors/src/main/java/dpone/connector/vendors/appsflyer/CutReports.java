package dpone.connector.vendors.appsflyer;

import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.util.Optional;

/**
 * Takes a report of exactly the usual number of rows for one that was cut off, too: some plans do
 * not give more, whatever they are asked for, and do not say so.
 *
 * @param feed of the reports
 * @param usual that number
 * @param asked the number that was asked for
 */
record CutReports(PageFeed feed, long usual, long asked) implements PageFeed {
  @Override
  public Page open(Slice slice) {
    Page page = feed.open(slice);
    return page.ahead() == usual ? new Cut(page, asked) : page;
  }

  @Override
  public void close() {
    feed.close();
  }

  private record Cut(Page page, long asked) implements Page {
    @Override
    public Records records() {
      return page.records();
    }

    @Override
    public Records again() {
      return page.again();
    }

    @Override
    public Optional<String> envelope(String pointer) {
      return page.envelope(pointer);
    }

    @Override
    public Optional<Variables> next(long read, Optional<String> last) {
      return page.next(read, last);
    }

    @Override
    public long total() {
      return page.total();
    }

    @Override
    public long ahead() {
      return asked;
    }

    @Override
    public boolean mayBeEmpty() {
      return page.mayBeEmpty();
    }

    @Override
    public void close() {
      page.close();
    }
  }
}
