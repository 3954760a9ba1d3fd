package dpone.connector.vendors.appsflyer;

import dpone.spi.certify.OfflineConstructions;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import dpone.toolkit.http.source.Slices;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The requests for every report of one window, and for some with all of their options. */
final class AppsFlyerConstructions implements OfflineConstructions {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final List<String> APPS = List.of("id123456789", "com.example.app");

  @Override
  public Map<String, String> constructions() {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Object> span = Map.of("start_date", "2026-01-20", "end_date", "2026-01-31");
    for (Report report : Report.ALL) {
      texts.put(report.name() + ".http", text(report, span));
    }
    Map<String, Object> raw = new TreeMap<>(span);
    raw.put("timezone", "Europe/Berlin");
    raw.put("window", "31d");
    raw.put("maximum_rows", 200_000L);
    raw.put("additional_fields", List.of("device_model", "gp_click_time"));
    raw.put("event_name", List.of("af_purchase", "af_login"));
    raw.put("media_source", "facebook");
    raw.put("category", "facebook");
    raw.put("geo", "DE");
    raw.put("currency", "preferred");
    texts.put("in_app_events_report-options.http", text(find("in_app_events_report"), raw));
    Map<String, Object> aggregate = new TreeMap<>(span);
    aggregate.put("timezone", "Europe/Berlin");
    aggregate.put("reattr", true);
    aggregate.put("attribution_touch_type", "impression");
    aggregate.put("media_source", "facebook");
    texts.put("geo_by_date_report-options.http", text(find("geo_by_date_report"), aggregate));
    return texts;
  }

  private static Report find(String name) {
    return Report.find(name).orElseThrow();
  }

  /** Windows of the first app, and the first window of the others. */
  private static String text(Report report, Map<String, Object> options) {
    StreamDefinition stream = AppsFlyerStreams.define(report, APPS, Options.of(options));
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (Slice slice : Slices.of(stream, NOW, Variables.NONE)) {
      if (shown++ == 3) {
        break;
      }
      text.append(RequestText.of(URI.create(AppsFlyerApi.URL), stream, slice));
    }
    return text.toString();
  }
}
