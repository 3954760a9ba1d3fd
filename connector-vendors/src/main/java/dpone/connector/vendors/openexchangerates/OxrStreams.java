package dpone.connector.vendors.openexchangerates;

import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.ColumnDefinition.Source;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams of Open Exchange Rates (https://docs.openexchangerates.org/reference/api-introduction):
 * the object {@code rates} becomes a row for each currency.
 */
final class OxrStreams {
  static final String LATEST = "latest";
  static final String HISTORICAL = "historical";
  static final String SERIES = "time_series";
  static final String CURRENCIES = "currencies";

  static final String BASE = "base_currency";
  static final String SYMBOLS = "symbols";
  static final String ALTERNATIVE = "show_alternative";
  static final String MISSING = "missing_symbols";

  /** Says that currencies may be missing. */
  static final String SKIPPED = "currencies that the vendor has no rate for are left out";

  static final ZoneId ZONE = ZoneOffset.UTC;

  private static final CellForm SECONDS = CellForm.of(Epoch.SECONDS);
  private static final DataType TEXT = new DataType.Text();

  // Some rates have twelve digits before the point and others as many zeros behind it.
  private static final DataType RATE = new DataType.Decimal(38, 18);

  private OxrStreams() {}

  /** The newest rates. */
  static StreamDefinition latest(Options options) {
    return rates(StreamDefinition.named(LATEST), Request.get("latest.json"), LATEST, options, null)
        .column(currency())
        .column(rate())
        .column(beside("base", TEXT, "/base"))
        .column(beside("rates_at", new DataType.TimestampTz(0), "/timestamp").written(SECONDS))
        .key("rates_at", "base", "currency")
        .build();
  }

  /** The last rates of each day. */
  static StreamDefinition historical(Options options) {
    return rates(
            StreamDefinition.named(HISTORICAL),
            Request.get("historical/{from:yyyy-MM-dd}.json"),
            HISTORICAL,
            options,
            null)
        .slicedBy(windows(Period.ofDays(1)))
        .column(ColumnDefinition.ofRequest("rate_date", new DataType.Date(), "from"))
        .column(currency())
        .column(rate())
        .column(beside("base", TEXT, "/base"))
        .column(beside("rates_at", new DataType.TimestampTz(0), "/timestamp").written(SECONDS))
        .key("rate_date", "base", "currency")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(HISTORICAL, options, ZONE))
        .build();
  }

  /** The last rates of each day of a month by one request; every day of it counts as one. */
  static StreamDefinition series(Options options) {
    return rates(
            StreamDefinition.named(SERIES),
            Request.get("time-series.json")
                .param("start", "{from:yyyy-MM-dd}")
                .param("end", "{last:yyyy-MM-dd}"),
            SERIES,
            options,
            "/value")
        .slicedBy(windows(Period.ofMonths(1)))
        .column(
            new ColumnDefinition(
                new Field("rate_date", new DataType.Date(), false, ""),
                new Source.InParent("/key"),
                CellForm.STANDARD))
        .column(currency())
        .column(rate())
        .column(beside("base", TEXT, "/base"))
        .key("rate_date", "base", "currency")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(SERIES, options, ZONE))
        .build();
  }

  /** Names of the currencies; costs nothing. */
  static StreamDefinition currencies(Options options) {
    return StreamDefinition.named(CURRENCIES)
        .request(alternative(Request.get("currencies.json"), options))
        .format(new BodyFormat.Json("$", true, null))
        .column(ColumnDefinition.of("currency", TEXT, "/key").required())
        .column("name", TEXT, "/value")
        .key("currency")
        .build();
  }

  /** What is asked for by name, in upper case; empty for everything. */
  static List<String> symbols(String stream, Options options) {
    List<String> symbols = options.strings(SYMBOLS);
    symbols.forEach(symbol -> check(stream, SYMBOLS, symbol));
    return symbols;
  }

  private static StreamDefinition.Builder rates(
      StreamDefinition.Builder stream,
      Request request,
      String name,
      Options options,
      @Nullable String explode) {
    Request asked = request;
    String base = options.findString(BASE).orElse("");
    if (!base.isEmpty()) {
      check(name, BASE, base);
      asked = asked.param("base", base);
    }
    List<String> symbols = symbols(name, options);
    if (!symbols.isEmpty()) {
      asked = asked.param("symbols", String.join(",", symbols));
    }
    if ("skip".equals(options.findString(MISSING).orElse("fail"))) {
      stream.note(SKIPPED);
    }
    return stream
        .request(alternative(asked, options))
        .format(new BodyFormat.Json("/rates", true, explode, explode != null));
  }

  private static Request alternative(Request request, Options options) {
    boolean wanted = options.has(ALTERNATIVE) && options.bool(ALTERNATIVE);
    return wanted ? request.param("show_alternative", "true") : request;
  }

  private static void check(String stream, String option, String code) {
    if (!code.matches("[A-Z0-9]{3,6}")) {
      throw FeedCode.STREAM_OPTION
          .error(option + " is no code of a currency such as EUR: " + code)
          .at(Place.stream(stream))
          .build();
    }
  }

  private static ColumnDefinition currency() {
    return ColumnDefinition.of("currency", TEXT, "/key").required();
  }

  private static ColumnDefinition rate() {
    return ColumnDefinition.of("rate", RATE, "/value").required();
  }

  private static ColumnDefinition beside(String column, DataType type, String pointer) {
    return new ColumnDefinition(
        new Field(column, type, false, ""), new Source.InEnvelope(pointer), CellForm.STANDARD);
  }

  private static Slicing.Windows windows(Period step) {
    return new Slicing.Windows(
        Slicing.Unit.DAY, new Step(step), ZONE, new Step(Period.ofDays(30)), Duration.ZERO, null);
  }
}
