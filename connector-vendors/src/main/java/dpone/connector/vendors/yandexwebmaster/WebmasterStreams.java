package dpone.connector.vendors.yandexwebmaster;

import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.ColumnDefinition.Source;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Streams of the Yandex Webmaster API, version 4 (https://yandex.com/dev/webmaster/doc/en/). All
 * data hang below the id of a user, and below that the id of a site.
 */
final class WebmasterStreams {
  static final String USER = "user";
  static final String HOSTS = "hosts";
  static final String INDEXING = "indexing_history";
  static final String IN_SEARCH = "in_search_history";
  static final String EVENTS = "search_events_history";
  static final String QUERIES = "search_query_history";
  static final String POPULAR = "popular_queries";
  static final String ANALYTICS = "query_analytics";

  static final String ONLY = "hosts";
  static final String DEVICE = "device_type";
  static final String ORDER = "order_by";
  static final String TEXT_INDICATOR = "text_indicator";
  static final String PAGE = "page_size";
  static final int LARGEST_PAGE = 500;

  /** The vendor's days. */
  static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  private static final String HOST = "user/{user_id}/hosts/{host_id}/";
  // One parameter for each measure; they have one name, so that they stand in the path.
  private static final String MEASURES =
      "query_indicator=TOTAL_SHOWS&query_indicator=TOTAL_CLICKS"
          + "&query_indicator=AVG_SHOW_POSITION&query_indicator=AVG_CLICK_POSITION&";

  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType DATE = new DataType.Date();
  private static final DataType MEASURE = new DataType.FloatingPoint(64);

  // 2016-01-01T00:00:00,000+0300; answers have also been seen with a point, or as a day alone.
  private static final CellForm TIME = CellForm.of("yyyy-MM-dd['T'HH:mm:ss[,SSS][.SSS]Z]").in(ZONE);

  private WebmasterStreams() {}

  /** Whose token it is. */
  static StreamDefinition user() {
    return StreamDefinition.named(USER)
        .request(Request.get("user"))
        .column(ColumnDefinition.of("user_id", NUMBER).required())
        .key("user_id")
        .build();
  }

  /** Sites of the account. */
  static StreamDefinition hosts() {
    return StreamDefinition.named(HOSTS)
        .request(Request.get("user/{user_id}/hosts"))
        .slicedBy(ofUser())
        .format(BodyFormat.Json.at("/hosts"))
        .column(ColumnDefinition.ofRequest("user_id", NUMBER, "user_id"))
        .column(ColumnDefinition.of("host_id", TEXT).required())
        .column("ascii_host_url", TEXT)
        .column("unicode_host_url", TEXT)
        .column("verified", new DataType.Bool())
        .column("main_mirror_host_id", TEXT, "/main_mirror/host_id")
        .key("host_id")
        .build();
  }

  /** Pages by the status that the robot met, for each day of loading. */
  static StreamDefinition indexing(Options options) {
    return indicators(INDEXING, "indexing/history?", options);
  }

  /** Pages that came into search and went from it. */
  static StreamDefinition events(Options options) {
    return indicators(EVENTS, "search-urls/events/history?", options);
  }

  /** Shows, clicks and positions of all queries together. */
  static StreamDefinition queries(Options options) {
    return indicators(
        QUERIES, "search-queries/all/history?" + MEASURES + device(options) + "&", options);
  }

  private static StreamDefinition indicators(String name, String path, Options options) {
    return days(StreamDefinition.named(name), options, Period.ofDays(30))
        .request(Request.get(HOST + path + "date_from={from:yyyy-MM-dd}&date_to={last:yyyy-MM-dd}"))
        .format(new BodyFormat.Json("/indicators", true, "/value"))
        .column(ColumnDefinition.ofRequest("host_id", TEXT, "host_id"))
        .column(
            new ColumnDefinition(
                new Field("indicator", TEXT, false, ""),
                new Source.InParent("/key"),
                CellForm.STANDARD))
        .column(ColumnDefinition.of("date", new DataType.TimestampTz(3)).required().written(TIME))
        .column("value", MEASURE)
        .key("host_id", "indicator", "date")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(name, options, ZONE))
        .build();
  }

  /** Pages in search. */
  static StreamDefinition inSearch(Options options) {
    return days(StreamDefinition.named(IN_SEARCH), options, Period.ofDays(30))
        .request(
            Request.get(HOST + "search-urls/in-search/history")
                .param("date_from", "{from:yyyy-MM-dd}")
                .param("date_to", "{last:yyyy-MM-dd}"))
        .format(BodyFormat.Json.at("/history"))
        .column(ColumnDefinition.ofRequest("host_id", TEXT, "host_id"))
        .column(ColumnDefinition.of("date", new DataType.TimestampTz(3)).required().written(TIME))
        .column("value", NUMBER)
        .key("host_id", "date")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(IN_SEARCH, options, ZONE))
        .build();
  }

  /** The queries of a day with the most shows or clicks, at most 3000. */
  static StreamDefinition popular(Options options) {
    return days(StreamDefinition.named(POPULAR), options, Period.ofDays(1))
        .request(
            Request.get(
                HOST
                    + "search-queries/popular?order_by="
                    + options.findString(ORDER).orElse("TOTAL_SHOWS")
                    + "&"
                    + MEASURES
                    + device(options)
                    + "&date_from={from:yyyy-MM-dd}&date_to={last:yyyy-MM-dd}"
                    + "&offset={offset}&limit={size}"))
        .paging(pages(options))
        .format(BodyFormat.Json.at("/queries"))
        .column(ColumnDefinition.ofRequest("host_id", TEXT, "host_id"))
        .column(ColumnDefinition.ofRequest("date", DATE, "from"))
        .column(ColumnDefinition.of("query_id", TEXT).required())
        .column("query_text", TEXT)
        .column("total_shows", MEASURE, "/indicators/TOTAL_SHOWS")
        .column("total_clicks", MEASURE, "/indicators/TOTAL_CLICKS")
        .column("avg_show_position", MEASURE, "/indicators/AVG_SHOW_POSITION")
        .column("avg_click_position", MEASURE, "/indicators/AVG_CLICK_POSITION")
        .key("host_id", "date", "query_id")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(POPULAR, options, ZONE))
        .build();
  }

  /** Each measure of each day of the last two weeks, by query or by address. */
  static StreamDefinition analytics(Options options) {
    return ofHosts(StreamDefinition.named(ANALYTICS), options)
        .request(
            Request.ask(
                HOST + "query-analytics/list",
                "{\"offset\": {offset}, \"limit\": {size}, \"device_type_indicator\": \""
                    + options.findString(DEVICE).orElse("ALL")
                    + "\", \"text_indicator\": \""
                    + options.findString(TEXT_INDICATOR).orElse("QUERY")
                    + "\"}"))
        .paging(pages(options))
        .format(new BodyFormat.Json("/text_indicator_to_statistics", false, "/statistics"))
        .column(ColumnDefinition.ofRequest("host_id", TEXT, "host_id"))
        .column(
            new ColumnDefinition(
                new Field("text_indicator", TEXT, false, ""),
                new Source.InParent("/text_indicator/value"),
                CellForm.STANDARD))
        .column(ColumnDefinition.of("date", DATE).required())
        .column(ColumnDefinition.of("field", TEXT).required())
        .column("value", MEASURE)
        .key("host_id", "text_indicator", "date", "field")
        .bounds(SpanOptions.bounds(ANALYTICS, options, ZONE))
        .note("the vendor keeps two weeks: what is read is what it has, whole")
        .build();
  }

  private static String device(Options options) {
    return "device_type_indicator=" + options.findString(DEVICE).orElse("ALL");
  }

  private static Paging pages(Options options) {
    return new Paging.Offset(
        null,
        0,
        new Paging.Size(null, options.findInteger(PAGE).orElse((long) LARGEST_PAGE).intValue()),
        new Ending(Ending.Rule.TOTAL, new Found.InBody("/count"), null));
  }

  private static StreamDefinition.Builder days(
      StreamDefinition.Builder stream, Options options, Period step) {
    return ofHosts(
        stream.slicedBy(
            new Slicing.Windows(
                Slicing.Unit.DAY,
                new Step(step),
                ZONE,
                new Step(Period.ofDays(14)),
                // What was counted changes for some days.
                Duration.ofDays(3),
                null)),
        options);
  }

  private static Slicing ofUser() {
    return new Slicing.Parents(user(), Map.of("user_id", "user_id"));
  }

  /** Sites that are named, or all that the account has. */
  private static StreamDefinition.Builder ofHosts(
      StreamDefinition.Builder stream, Options options) {
    List<String> named = options.strings(ONLY);
    return named.isEmpty()
        ? stream.slicedBy(
            new Slicing.Parents(hosts(), Map.of("user_id", "user_id", "host_id", "host_id")))
        : stream.slicedBy(ofUser()).slicedBy(new Slicing.Values("host_id", named));
  }
}
