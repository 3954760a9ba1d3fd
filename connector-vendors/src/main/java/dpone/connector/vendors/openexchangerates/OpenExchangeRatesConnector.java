package dpone.connector.vendors.openexchangerates;

import dpone.connector.vendors.common.Vendor;
import dpone.connector.vendors.common.VendorConnector;
import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.NativeTypes;
import dpone.connector.vendors.plain.PlainApi;
import dpone.connector.vendors.plain.PlainCatalog;
import dpone.connector.vendors.plain.PlainConstructions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.Endpoint;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpRetries;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The provider of Open Exchange Rates. */
public final class OpenExchangeRatesConnector extends VendorConnector {
  static final String ID = "openexchangerates";
  static final String URL = "https://openexchangerates.org/api/";
  private static final String APP_ID = "app_id";

  static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 30 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint(),
          Option.of(
                  OxrStreams.BASE,
                  OptionType.STRING,
                  "Currency that rates are of one unit of; USD without it, and others only where"
                      + " the plan allows.")
              .example("EUR"),
          Option.of(
                  OxrStreams.SYMBOLS,
                  OptionType.STRING_LIST,
                  "Currencies whose rates are read; all without it.")
              .example("[EUR, GBP, RUB]"),
          Option.of(
                  OxrStreams.MISSING,
                  OptionType.STRING,
                  "What a currency of symbols means that an answer has no rate for.")
              .oneOf("fail", "skip")
              .defaultsTo("fail"),
          Option.of(
                  OxrStreams.ALTERNATIVE,
                  OptionType.BOOLEAN,
                  "Whether alternative, black market and digital currencies are read, too.")
              .defaultsTo("false"));

  private static final Vendor VENDOR =
      new Vendor(
          ID,
          "Open Exchange Rates",
          ConnectionOptions.of(
              URL,
              Option.of(APP_ID, OptionType.SECRET, "App ID of the account's dashboard.")
                  .require()
                  .example("${OXR_APP_ID}")),
          STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Open Exchange Rates API", "0.7", null, "https://docs.openexchangerates.org/")),
          List.of(
              "conversion, OHLC and bid and ask prices are not read",
              "rates of a day are read when it is over in UTC; a late correction of an earlier one"
                  + " comes only within lookback_days",
              "time_series costs one request of the plan for each day"));

  /** For the service loader. */
  public OpenExchangeRatesConnector() {
    super(VENDOR);
  }

  static PlainCatalog catalog() {
    Map<String, Function<Options, StreamDefinition>> streams = new LinkedHashMap<>();
    streams.put(OxrStreams.LATEST, OxrStreams::latest);
    streams.put(OxrStreams.HISTORICAL, OxrStreams::historical);
    streams.put(OxrStreams.SERIES, OxrStreams::series);
    streams.put(OxrStreams.CURRENCIES, OxrStreams::currencies);
    return new PlainCatalog(streams);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI url = ConnectionOptions.url(connection, URL);
    HttpSettings settings =
        HttpSettings.at(url)
            .login(Logins.parameter(APP_ID, ConnectionOptions.secret(connection, APP_ID)))
            .hiding(Set.of(APP_ID))
            .verdicts(new OxrVerdicts())
            .limits(Limits.of(Rate.perSecond(2).burst(2)));
    return new OxrApi(
        ID, STREAM, catalog(), url, ConnectionOptions.apply(settings, connection), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    Options options =
        Options.of(
            Map.of(
                OxrStreams.BASE,
                "EUR",
                OxrStreams.SYMBOLS,
                List.of("GBP", "RUB"),
                OxrStreams.ALTERNATIVE,
                true));
    return new PlainConstructions(
        URI.create(URL),
        catalog().all(options),
        new Variables(Map.of("from", "2026-01-01", "to", "2026-02-01", "last", "2026-01-31")),
        Map.of());
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(HttpRetries.repeatable(PlainApi.operation(ID), "asking for rates or currencies"));
  }

  @Override
  protected TypeTable types() {
    return NativeTypes.table(catalog().all(Options.NONE));
  }
}
