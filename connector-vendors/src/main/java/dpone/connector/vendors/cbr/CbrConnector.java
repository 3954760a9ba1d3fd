package dpone.connector.vendors.cbr;

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
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The provider of the Bank of Russia's rates. */
public final class CbrConnector extends VendorConnector {
  static final String ID = "cbr";
  static final String URL = "https://www.cbr.ru/scripts/";

  static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 30 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint(),
          Option.of(
                  "currencies",
                  OptionType.STRING_LIST,
                  "period_rates: ids of the currencies; without it every one of the stream"
                      + " currencies.")
              .example("[R01235, R01239]"));

  private static final Vendor VENDOR =
      new Vendor(
          ID,
          "Bank of Russia",
          ConnectionOptions.of(URL),
          STREAM,
          List.of(),
          Level.BETA,
          List.of(new ApiVersion("XML", "", null, "https://www.cbr.ru/development/SXML/")),
          List.of(
              "official rates that the bank sets for a day; metals, deposits and repo are not read",
              "a day is read once it has begun in Moscow; a late correction of an earlier one comes"
                  + " only within lookback_days"));

  /** For the service loader. */
  public CbrConnector() {
    super(VENDOR);
  }

  static PlainCatalog catalog() {
    Map<String, Function<Options, StreamDefinition>> streams = new LinkedHashMap<>();
    streams.put(CbrStreams.DAILY, CbrStreams::daily);
    streams.put(CbrStreams.PERIOD, CbrStreams::period);
    streams.put(CbrStreams.CURRENCIES, options -> CbrStreams.currencies());
    return new PlainCatalog(streams);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI url = ConnectionOptions.url(connection, URL);
    // The bank publishes no limit and bars who asks too fast.
    HttpSettings settings =
        HttpSettings.at(url)
            .verdicts(new CbrVerdicts())
            .limits(Limits.of(Rate.perSecond(2)).concurrency(1));
    return new PlainApi(
        ID, STREAM, catalog(), url, ConnectionOptions.apply(settings, connection), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    Options options = Options.of(Map.of("currencies", List.of("R01235")));
    return new PlainConstructions(
        URI.create(URL),
        catalog().all(options),
        new Variables(
            Map.of(
                "from",
                "2026-01-31",
                "to",
                "2026-02-01",
                "last",
                "2026-01-31",
                "currency",
                "R01235")),
        Map.of());
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(
            HttpRetries.repeatable(
                PlainApi.operation(ID), "asking for a day, a period or the list"));
  }

  @Override
  protected TypeTable types() {
    return NativeTypes.table(catalog().all(Options.NONE));
  }
}
