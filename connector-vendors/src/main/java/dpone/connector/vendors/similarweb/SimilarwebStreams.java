package dpone.connector.vendors.similarweb;

import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Streams of Similarweb's REST API (https://developers.similarweb.com/reference). One request is
 * one month of one domain in one country; only months that are over and published are asked for.
 */
final class SimilarwebStreams {
  static final String KEYWORDS = "keywords";

  static final String DOMAINS = "domains";
  static final String COUNTRIES = "countries";
  static final String GRANULARITY = "granularity";
  static final String MAIN_DOMAIN = "main_domain_only";
  static final String PUBLISHED = "published_after_days";
  static final String TRAFFIC_SOURCE = "traffic_source";
  static final String WEB_SOURCE = "web_source";
  static final String BRANDED = "branded_type";
  static final String PAGE = "page_size";

  static final ZoneId ZONE = ZoneOffset.UTC;
  static final int PAGE_SIZE = 2_000;

  private static final int PUBLISHED_AFTER = 10;
  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);

  // Estimates, which the vendor computes and writes as IEEE doubles.
  private static final DataType ESTIMATE = new DataType.FloatingPoint(64);

  /**
   * A metric of traffic and engagement.
   *
   * @param path last part of the address
   * @param field of the answer and of its records
   */
  private record Metric(String path, String field) {}

  private static final Map<String, Metric> METRICS = new LinkedHashMap<>();

  static {
    METRICS.put("visits", new Metric("visits", "visits"));
    METRICS.put("pages_per_visit", new Metric("pages-per-visit", "pages_per_visit"));
    METRICS.put(
        "average_visit_duration", new Metric("average-visit-duration", "average_visit_duration"));
    METRICS.put("bounce_rate", new Metric("bounce-rate", "bounce_rate"));
  }

  private SimilarwebStreams() {}

  /** In the order of the documentation. */
  static List<String> names() {
    List<String> names = new java.util.ArrayList<>(METRICS.keySet());
    names.add(KEYWORDS);
    return names;
  }

  static boolean isTraffic(String stream) {
    return METRICS.containsKey(stream);
  }

  /** A metric of total traffic, desktop and mobile together. */
  static StreamDefinition traffic(String name, Options options, Instant now) {
    Metric metric = java.util.Objects.requireNonNull(METRICS.get(name));
    return months(StreamDefinition.named(name), name, options, now)
        .request(
            Request.get("v1/website/{domain}/total-traffic-and-engagement/" + metric.path())
                .param("start_date", "{from:yyyy-MM}")
                .param("end_date", "{last:yyyy-MM}")
                .param("country", "{country}")
                .param("granularity", options.findString(GRANULARITY).orElse("monthly"))
                .param(
                    "main_domain_only",
                    Boolean.toString(options.has(MAIN_DOMAIN) && options.bool(MAIN_DOMAIN)))
                .param("format", "json"))
        .format(BodyFormat.Json.at("/" + metric.field()))
        .column(ColumnDefinition.ofRequest("domain", TEXT, "domain"))
        .column(ColumnDefinition.ofRequest("country", TEXT, "country"))
        .column(ColumnDefinition.of("date", new DataType.Date()).required())
        .column(metric.field(), ESTIMATE)
        .key("domain", "country", "date")
        .build();
  }

  /** Keywords that bring a website visits from search. */
  static StreamDefinition keywords(Options options, Instant now) {
    int size = options.findInteger(PAGE).orElse((long) PAGE_SIZE).intValue();
    return months(StreamDefinition.named(KEYWORDS), KEYWORDS, options, now)
        .request(
            Request.get("v4/website-analysis/keywords")
                .param("URL", "{domain}")
                .param("start_date", "{from:yyyy-MM}")
                .param("end_date", "{last:yyyy-MM}")
                .param("country", "{country}")
                .param("traffic_source", options.findString(TRAFFIC_SOURCE).orElse("organic"))
                .param("web_source", options.findString(WEB_SOURCE).orElse("total"))
                .param("branded_type", options.findString(BRANDED).orElse("all"))
                .param("format", "json"))
        .paging(
            new Paging.Offset(
                "offset",
                0,
                new Paging.Size("limit", size),
                new Ending(Ending.Rule.SHORT_PAGE, null, null)))
        .format(BodyFormat.Json.at("/keywords"))
        .column(ColumnDefinition.ofRequest("month", new DataType.Date(), "from"))
        .column(ColumnDefinition.ofRequest("domain", TEXT, "domain"))
        .column(ColumnDefinition.ofRequest("country", TEXT, "country"))
        .column(ColumnDefinition.of("keyword", TEXT).required())
        .column("clicks", ESTIMATE)
        .column("traffic_share", ESTIMATE)
        .column("difficulty", ESTIMATE)
        .column("competition", ESTIMATE)
        .column("primary_intent", TEXT)
        .column("secondary_intent", TEXT)
        .column("volume", ESTIMATE)
        .column("cpc", ESTIMATE)
        .column("cpc_low_bid", ESTIMATE)
        .column("cpc_high_bid", ESTIMATE)
        .column("zero_clicks_share", ESTIMATE)
        .column("position", NUMBER)
        .column("serp_features", new DataType.Json())
        .column("top_url", TEXT)
        .key("month", "domain", "country", "keyword")
        .build();
  }

  private static StreamDefinition.Builder months(
      StreamDefinition.Builder stream, String name, Options options, Instant now) {
    return stream
        .slicedBy(
            new Slicing.Windows(
                Slicing.Unit.MONTH,
                Step.month(),
                ZONE,
                new Step(Period.ofMonths(3)),
                Duration.ZERO,
                null))
        .slicedBy(new Slicing.Values("domain", domains(name, options)))
        .slicedBy(new Slicing.Values("country", countries(options)))
        .increment(SpanOptions.increment(options))
        .bounds(published(name, options, now));
  }

  /** A month that is not published yet is an error of the vendor, so it is not asked for. */
  private static Bounds published(String name, Options options, Instant now) {
    Bounds asked = SpanOptions.bounds(name, options, ZONE);
    long days = options.findInteger(PUBLISHED).orElse((long) PUBLISHED_AFTER);
    Instant last =
        YearMonth.from(now.minus(Duration.ofDays(days)).atZone(ZONE))
            .atDay(1)
            .atStartOfDay(ZONE)
            .toInstant();
    Instant end = asked.end().filter(to -> to.isBefore(last)).orElse(last);
    return asked.within(asked.from(), end);
  }

  private static List<String> domains(String stream, Options options) {
    List<String> domains = options.strings(DOMAINS);
    if (domains.isEmpty()) {
      throw FeedCode.STREAM_OPTION
          .error(DOMAINS + " names no domain")
          .at(Place.stream(stream))
          .build();
    }
    for (String domain : domains) {
      if (!domain.matches("[a-z0-9][a-z0-9.-]*\\.[a-z0-9-]+")) {
        throw FeedCode.STREAM_OPTION
            .error(DOMAINS + " has to be written in small letters and without a path: " + domain)
            .at(Place.stream(stream))
            .build();
      }
    }
    return domains;
  }

  private static List<String> countries(Options options) {
    List<String> countries = options.strings(COUNTRIES);
    return countries.isEmpty() ? List.of("world") : countries;
  }
}
