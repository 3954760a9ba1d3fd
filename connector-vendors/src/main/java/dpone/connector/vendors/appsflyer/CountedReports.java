package dpone.connector.vendors.appsflyer;

import dpone.spi.error.Place;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for a bounded number of reports: each takes one of a daily quota, which other readers of the
 * account have to live by, too.
 *
 * @param feed of the reports
 * @param stream for messages
 * @param most how many are asked for
 * @param asked how many were, by all readers of the stream together
 */
record CountedReports(PageFeed feed, String stream, long most, AtomicLong asked)
    implements PageFeed {
  @Override
  public Page open(Slice slice) {
    if (asked.incrementAndGet() > most) {
      throw FeedCode.MAX_PAGES
          .error("the stream needs more than " + most + " reports; the next is " + slice.describe())
          .at(Place.stream(stream))
          .remedy("raise max_reports of the stream, or read a shorter span or longer windows")
          .build();
    }
    return feed.open(slice);
  }

  @Override
  public void close() {
    feed.close();
  }
}
