package dpone.connector.vendors.googleads;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The streams: declared reports, and whatever a query asks for. */
final class AdsApi implements Api {
  /** Id of the connector. */
  static final String ID = "google-ads";

  /** Windows that one commit holds. */
  private static final int CHECKPOINT = 100;

  private final AdsSettings settings;
  private final AdsClient client;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** A stream as its definition was made. */
  private record Asked(Gaql query, RowFields fields) {}

  AdsApi(AdsSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.client = new AdsClient(settings, context);
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return AdsOptions.STREAM;
  }

  @Override
  public List<String> streams() {
    return AdsReport.ALL.stream().map(AdsReport::name).toList();
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    String name = selection.name();
    String text = selection.query();
    AdsReport report = text == null ? report(name) : null;
    Gaql query = report == null ? Gaql.parse(name, text == null ? "" : text) : report.query();
    RowFields fields = RowFields.of(name, query.fields());
    asked.put(name, new Asked(query, fields));
    return define(
        name, query, fields, report == null ? List.of() : report.key(), selection.options());
  }

  private static AdsReport report(String name) {
    return AdsReport.ALL.stream()
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            FeedCode.STREAM_UNKNOWN
                .error("there is no report " + name)
                .at(Place.stream(name))
                .remedy("name one of the reports of the connector's page, or give a query")
                .build());
  }

  private StreamDefinition define(
      String name, Gaql query, RowFields fields, List<String> key, Options options) {
    StreamDefinition.Builder stream =
        StreamDefinition.named(name)
            .request(Request.get("google.ads.googleads." + AdsVersion.NAME + ".SearchStream"))
            .unknown(StreamDefinition.UnknownFields.FAIL)
            .key(key.stream().map(RowFields::column).toArray(String[]::new))
            .note("SearchStream: " + query.text("", ""));
    if (query.hasWindows()) {
      ZoneId zone = zone(name, options);
      stream
          .slicedBy(
              new Slicing.Windows(
                  Slicing.Unit.DAY,
                  new Step(Period.ofDays(number(options, AdsOptions.WINDOW_DAYS, 7))),
                  zone,
                  new Step(Period.ofDays(number(options, AdsOptions.FIRST_DAYS, 30))),
                  Duration.ofDays(number(options, AdsOptions.LOOKBACK_DAYS, 3)),
                  null))
          .increment(Increment.byWindow())
          .note("windows of days are added to the query, days by the clock of " + zone);
      stream.bounds(bounds(name, options, zone));
    } else if (options.has(AdsOptions.START) || options.has(AdsOptions.END)) {
      throw FeedCode.STREAM_OPTION
          .error("the query has no windows of days that start_date or end_date could bound")
          .at(Place.stream(name))
          .remedy("select segments.date and bound no days in the query itself")
          .build();
    }
    stream.slicedBy(new Slicing.Values(AdsFeed.CUSTOMER, settings.customers()));
    fields.columns().forEach(stream::column);
    if (!fields.fields().contains("customer.id")) {
      stream.column(
          new ColumnDefinition(
              new Field(AdsFeed.CUSTOMER, new DataType.Int(64), false, "int64"),
              new ColumnDefinition.Source.OfRequest(AdsFeed.CUSTOMER),
              CellForm.STANDARD));
    }
    return stream.build();
  }

  private static Bounds bounds(String stream, Options options, ZoneId zone) {
    Instant from = day(stream, options, AdsOptions.START, 0, zone);
    Instant to = day(stream, options, AdsOptions.END, 1, zone);
    return Bounds.STANDARD.within(from, to).checkpoints(CHECKPOINT);
  }

  private static @org.jspecify.annotations.Nullable Instant day(
      String stream, Options options, String name, int later, ZoneId zone) {
    if (!options.has(name)) {
      return null;
    }
    String text = options.string(name);
    try {
      return LocalDate.parse(text).plusDays(later).atStartOfDay(zone).toInstant();
    } catch (DateTimeException notADay) {
      throw FeedCode.STREAM_OPTION
          .error(name + " is no day such as 2026-01-31: " + text)
          .at(Place.stream(stream))
          .build();
    }
  }

  private static ZoneId zone(String stream, Options options) {
    String text = options.findString(AdsOptions.ZONE).orElse("UTC");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw FeedCode.STREAM_OPTION
          .error("there is no time zone " + text)
          .at(Place.stream(stream))
          .build();
    }
  }

  private static int number(Options options, String name, int usual) {
    return options.findInteger(name).orElse((long) usual).intValue();
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    Asked known = asked.get(stream.name());
    if (known == null) {
      throw new IllegalStateException("the stream was not defined here: " + stream.name());
    }
    return new AdsFeed(client, known.query(), known.fields());
  }

  @Override
  public void close() {
    new ArrayList<>(asked.keySet()).forEach(asked::remove);
    client.close();
  }
}
