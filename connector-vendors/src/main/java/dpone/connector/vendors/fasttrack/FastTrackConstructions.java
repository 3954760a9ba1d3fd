package dpone.connector.vendors.fasttrack;

import dpone.spi.certify.OfflineConstructions;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.PageState;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests for both kinds of streams. */
final class FastTrackConstructions implements OfflineConstructions {
  private static final URI DASHBOARD = URI.create(FastTrackApi.URL);
  private static final URI FLEX = URI.create("https://shop.flex.fstrk.io/api/");
  private static final String REPORT_ID = "00000000-0000-4000-8000-000000000001";
  private static final String CATEGORY = "00000000-0000-4000-8000-000000000002";

  @Override
  public Map<String, String> constructions() {
    Map<String, String> texts = new TreeMap<>();
    for (String report : List.of("cascade_transactions", "chat_sessions")) {
      texts.put(report + ".http", text(DASHBOARD, report, Map.of("report_id", REPORT_ID)));
    }
    texts.put(
        "report-options.http",
        text(
            DASHBOARD,
            "mailings",
            Map.of(
                "source",
                "report",
                "report_type",
                "PUSHES",
                "report_id",
                REPORT_ID,
                "params",
                Map.of("lang", "ru"))));
    texts.put(
        "flex_cms_ratings.http",
        text(FLEX, "flex_cms_ratings", Map.of("category", CATEGORY, "page_size", 500L)));
    texts.put(
        "flex-options.http",
        text(FLEX, "orders", Map.of("source", "flex", "path", "order/", "page_size", 10L)));
    return texts;
  }

  private static String text(URI root, String name, Map<String, Object> options) {
    StreamDefinition stream = FastTrackStreams.define(name, Options.of(options));
    Slice first = Slice.of(Variables.NONE);
    String text = RequestText.of(root, stream, first);
    if (FastTrackStreams.isReport(stream)) {
      return text;
    }
    String next = root + "ticket/?page=2&page_size=500";
    PageState second = PageState.FIRST.next(Variables.of("url", next), 500, -1, 0);
    return text + "\n" + RequestText.of(root, stream, first.at(second));
  }
}
