package dpone.connector.vendors.googleads;

import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.page.Slice;

/** Gives the rows of an account and a window of days as one page. Thread-safe. */
final class AdsFeed implements PageFeed {
  /** Variable of a slice: the account that is asked. */
  static final String CUSTOMER = "customer_id";

  private final AdsClient client;
  private final Gaql query;
  private final RowFields fields;

  /** Pages of that query; the client stays open. */
  AdsFeed(AdsClient client, Gaql query, RowFields fields) {
    this.client = client;
    this.query = query;
    this.fields = fields;
  }

  @Override
  public Page open(Slice slice) {
    AdsClient.Opened opened =
        client.search(slice.variables().find(CUSTOMER).orElseThrow(), text(slice));
    return new AdsPage(client, opened, new RowJson(fields));
  }

  /** The query as it is sent for a slice. */
  String text(Slice slice) {
    return query.text(
        slice.variables().find("from").orElse(""), slice.variables().find("last").orElse(""));
  }
}
