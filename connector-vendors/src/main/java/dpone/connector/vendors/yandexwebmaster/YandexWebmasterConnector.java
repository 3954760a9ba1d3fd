package dpone.connector.vendors.yandexwebmaster;

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
import java.util.function.Function;

/** The provider of Yandex Webmaster. */
public final class YandexWebmasterConnector extends VendorConnector {
  static final String ID = "yandex-webmaster";
  static final String URL = "https://api.webmaster.yandex.net/v4/";
  private static final String TOKEN = "oauth_token";

  static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 14 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint(),
          SpanOptions.maxPages(10_000),
          Option.of(
                  WebmasterStreams.ONLY,
                  OptionType.STRING_LIST,
                  "Ids of the sites that are read; all of the account without it.")
              .example("[\"https:shop.example:443\"]"),
          Option.of(
                  WebmasterStreams.DEVICE,
                  OptionType.STRING,
                  "Queries: devices whose queries count.")
              .oneOf("ALL", "DESKTOP", "MOBILE_AND_TABLET", "MOBILE", "TABLET")
              .defaultsTo("ALL"),
          Option.of(
                  WebmasterStreams.ORDER,
                  OptionType.STRING,
                  "popular_queries: by what they are popular.")
              .oneOf("TOTAL_SHOWS", "TOTAL_CLICKS")
              .defaultsTo("TOTAL_SHOWS"),
          Option.of(
                  WebmasterStreams.TEXT_INDICATOR,
                  OptionType.STRING,
                  "query_analytics: whether rows are by query or by address.")
              .oneOf("QUERY", "URL")
              .defaultsTo("QUERY"),
          Option.of(WebmasterStreams.PAGE, OptionType.INTEGER, "Records of a page.")
              .defaultsTo("500")
              .between(1, WebmasterStreams.LARGEST_PAGE));

  private static final Vendor VENDOR =
      new Vendor(
          ID,
          "Yandex Webmaster",
          ConnectionOptions.of(
              URL,
              Option.of(TOKEN, OptionType.SECRET, "OAuth token with the scope webmaster:hostinfo.")
                  .require()
                  .example("${YANDEX_WEBMASTER_TOKEN}")),
          STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Yandex Webmaster API", "v4", null, "https://yandex.com/dev/webmaster/doc/en/")),
          List.of(
              "the vendor refuses sites that are not verified: name the others under hosts",
              "what is counted for a day changes for some days: an increment that appends leaves the"
                  + " last three out, one that merges reads them again; later changes come late, only"
                  + " within lookback_days",
              "query_analytics has two weeks, and popular_queries 3000 queries of a day at most"));

  /** For the service loader. */
  public YandexWebmasterConnector() {
    super(VENDOR);
  }

  static PlainCatalog catalog() {
    Map<String, Function<Options, StreamDefinition>> streams = new LinkedHashMap<>();
    streams.put(WebmasterStreams.HOSTS, options -> WebmasterStreams.hosts());
    streams.put(WebmasterStreams.INDEXING, WebmasterStreams::indexing);
    streams.put(WebmasterStreams.IN_SEARCH, WebmasterStreams::inSearch);
    streams.put(WebmasterStreams.EVENTS, WebmasterStreams::events);
    streams.put(WebmasterStreams.QUERIES, WebmasterStreams::queries);
    streams.put(WebmasterStreams.POPULAR, WebmasterStreams::popular);
    streams.put(WebmasterStreams.ANALYTICS, WebmasterStreams::analytics);
    return new PlainCatalog(streams);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI url = ConnectionOptions.url(connection, URL);
    HttpSettings settings =
        HttpSettings.at(url)
            .login(
                Logins.header(
                    "Authorization",
                    "OAuth " + Logins.PLACE,
                    ConnectionOptions.secret(connection, TOKEN)))
            .verdicts(new WebmasterVerdicts())
            .limits(Limits.of(Rate.perSecond(2).burst(2)));
    return new PlainApi(
        ID, STREAM, catalog(), url, ConnectionOptions.apply(settings, connection), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    Options options = Options.of(Map.of());
    return new PlainConstructions(
        URI.create(URL),
        catalog().all(options),
        new Variables(
            Map.of(
                "from",
                "2026-01-01",
                "to",
                "2026-01-31",
                "last",
                "2026-01-30",
                "user_id",
                "42",
                "host_id",
                "https:shop.example:443")),
        Map.of(
            WebmasterStreams.POPULAR, "offset=500",
            WebmasterStreams.ANALYTICS, "offset=500"));
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(
            HttpRetries.repeatable(
                PlainApi.operation(ID), "asking for the user, the sites or their data"));
  }

  @Override
  protected TypeTable types() {
    return NativeTypes.table(catalog().all(Options.NONE));
  }
}
