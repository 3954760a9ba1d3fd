package dpone.connector.vendors.fasttrack;

import static dpone.connector.vendors.fasttrack.FastTrackOptions.CATEGORY;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.FLEX;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.INCREMENT_BY;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.PAGE_SIZE;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.PARAMS;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.PATH;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.REPORT;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.REPORT_ID;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.REPORT_TYPE;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.SOURCE;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.TOTAL;
import static dpone.connector.vendors.fasttrack.FastTrackOptions.UNIQUE;

import dpone.connector.vendors.common.ColumnOptions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report or a list of records as the options of its stream ask for it. */
final class FastTrackStreams {
  /** Streams that need no source and no type of their own. */
  static final List<String> KNOWN =
      List.of("cascade_transactions", "chat_sessions", "flex_cms_ratings");

  private static final Map<String, String> TYPES =
      Map.of("cascade_transactions", "CASCADE_TRANSACTIONS", "chat_sessions", "SESSIONS");

  private static final Map<String, List<String>> KEYS =
      Map.of("cascade_transactions", List.of("transaction_uuid"));

  private final String name;
  private final Options options;

  private FastTrackStreams(String name, Options options) {
    this.name = name;
    this.options = options;
  }

  /**
   * The stream of that name.
   *
   * @throws DponeException when its options do not say enough
   */
  static StreamDefinition define(String name, Options options) {
    FastTrackStreams stream = new FastTrackStreams(name, options);
    return stream.isFlex() ? stream.flex() : stream.report();
  }

  private boolean isFlex() {
    String source = options.findString(SOURCE).orElse(null);
    if (source != null) {
      return source.equals(FLEX);
    }
    if (!KNOWN.contains(name)) {
      throw FeedCode.STREAM_UNKNOWN
          .error("there is no stream " + name + ", and nothing tells where it is to be had")
          .at(Place.stream(name))
          .remedy("set source to report or flex, or name one of " + KNOWN)
          .build();
    }
    return name.equals("flex_cms_ratings");
  }

  private StreamDefinition report() {
    String type = options.findString(REPORT_TYPE).orElse(TYPES.get(name));
    if (type == null) {
      throw missing(REPORT_TYPE, "which type of report it is");
    }
    String id = options.findString(REPORT_ID).orElse(null);
    if (id == null) {
      throw missing(REPORT_ID, "which report it is");
    }
    if (options.has(TOTAL)) {
      throw wrong(TOTAL + ": a report has no pages", "leave " + TOTAL + " out");
    }
    Request request =
        Request.get("reports/").param("type", literal(type)).param("uuid", literal(id));
    return finish(
        StreamDefinition.named(name)
            .request(more(request))
            .format(new BodyFormat.Csv(';', '"', null, true, List.of(""))));
  }

  private StreamDefinition flex() {
    Request request =
        Request.get(literal(options.findString(PATH).orElse("ticket/")))
            .header("Accept", "application/json");
    String category = options.findString(CATEGORY).orElse(null);
    if (category != null) {
      request = request.param("category", literal(category));
    }
    int size = options.findInteger(PAGE_SIZE).orElse(1_000L).intValue();
    return finish(
        StreamDefinition.named(name)
            .request(more(request))
            .paging(
                new Paging.NextUrl(
                    new Found.InBody("/next"), new Paging.Size("page_size", size), total()))
            .format(BodyFormat.Json.at("/results")));
  }

  private @Nullable Found total() {
    String pointer = options.findString(TOTAL).orElse(null);
    if (pointer != null && !pointer.startsWith("/")) {
      throw wrong("no JSON Pointer begins without a slash: " + pointer, "write it as /count");
    }
    return pointer == null ? null : new Found.InBody(pointer);
  }

  private Request more(Request request) {
    Request all = request;
    for (Map.Entry<String, String> param : options.map(PARAMS).entrySet()) {
      all = all.param(param.getKey(), literal(param.getValue()));
    }
    return all;
  }

  private StreamDefinition finish(StreamDefinition.Builder stream) {
    ColumnOptions.read(name, options).forEach(stream::column);
    List<String> key = options.strings(UNIQUE);
    if (key.isEmpty() && options.groups(ColumnOptions.SCHEMA).isEmpty()) {
      key = KEYS.getOrDefault(name, List.of());
    }
    stream.key(key.toArray(String[]::new));
    stream.bounds(
        SpanOptions.bounds(name, options, ZoneOffset.UTC)
            .pages(options.findInteger(FastTrackOptions.MAX_PAGES).orElse(10_000L)));
    String column = options.findString(INCREMENT_BY).orElse(null);
    if (column != null) {
      stream.increment(new Increment(column, SpanOptions.increment(options).lookback()));
    }
    return stream.build();
  }

  private String literal(String value) {
    if (value.indexOf('{') >= 0) {
      throw wrong("braces are no part of a value: " + value, "leave the braces out");
    }
    return value;
  }

  private DponeException missing(String option, String what) {
    return wrong("nothing tells " + what, "set " + option + " of the stream");
  }

  private DponeException wrong(String what, String remedy) {
    return FeedCode.STREAM_OPTION.error(what).at(Place.stream(name)).remedy(remedy).build();
  }

  /** Whether a stream is a report of the dashboard. */
  static boolean isReport(StreamDefinition stream) {
    return stream.format() instanceof BodyFormat.Csv;
  }

  /** The name of a source for messages. */
  static String source(StreamDefinition stream) {
    return isReport(stream) ? REPORT : FLEX;
  }
}
