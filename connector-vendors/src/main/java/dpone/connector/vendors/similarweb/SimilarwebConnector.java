package dpone.connector.vendors.similarweb;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The provider of Similarweb. */
public final class SimilarwebConnector extends VendorConnector {
  static final String ID = "similarweb";
  static final String URL = "https://api.similarweb.com/";
  private static final String API_KEY = "api_key";

  static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 3 months"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint(),
          Option.of(
                  SimilarwebStreams.DOMAINS,
                  OptionType.STRING_LIST,
                  "Domains, in small letters, without www and path.")
              .require()
              .example("[shop.example, market.example]"),
          Option.of(
                  SimilarwebStreams.COUNTRIES,
                  OptionType.STRING_LIST,
                  "Countries as codes of two letters, or world, which is also what is read without it.")
              .example("[world, us]"),
          Option.of(SimilarwebStreams.GRANULARITY, OptionType.STRING, "Traffic: what a row is of.")
              .oneOf("monthly", "daily")
              .defaultsTo("monthly"),
          Option.of(
                  SimilarwebStreams.MAIN_DOMAIN,
                  OptionType.BOOLEAN,
                  "Traffic: whether subdomains are left out.")
              .defaultsTo("false"),
          Option.of(
                  SimilarwebStreams.PUBLISHED,
                  OptionType.INTEGER,
                  "Days after its end until a month is published; one that is not is not asked for.")
              .defaultsTo("10")
              .between(0, 60),
          Option.of(
                  SimilarwebStreams.TRAFFIC_SOURCE,
                  OptionType.STRING,
                  "Keywords: kind of the visits.")
              .oneOf("organic", "paid", "all")
              .defaultsTo("organic"),
          Option.of(
                  SimilarwebStreams.WEB_SOURCE,
                  OptionType.STRING,
                  "Keywords: device of the visits.")
              .oneOf("total", "desktop", "mobile_web")
              .defaultsTo("total"),
          Option.of(
                  SimilarwebStreams.BRANDED,
                  OptionType.STRING,
                  "Keywords: whether they name the site.")
              .oneOf("all", "branded", "non_branded")
              .defaultsTo("all"),
          Option.of(SimilarwebStreams.PAGE, OptionType.INTEGER, "Keywords: records of a page.")
              .defaultsTo("2000")
              .between(1, SimilarwebStreams.PAGE_SIZE));

  private static final Vendor VENDOR =
      new Vendor(
          ID,
          "Similarweb",
          ConnectionOptions.of(
              URL,
              Option.of(API_KEY, OptionType.SECRET, "Key of the account's API management page.")
                  .require()
                  .example("${SIMILARWEB_API_KEY}")),
          STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "REST API", "v1, v4", null, "https://developers.similarweb.com/reference")),
          List.of(
              "only months that are over and published are read",
              "what Similarweb estimates anew for a month that was read, and a domain that comes late,"
                  + " comes only within lookback_days",
              "each row costs data credits of the account, also when it is read again"));

  /** For the service loader. */
  public SimilarwebConnector() {
    super(VENDOR);
  }

  static PlainCatalog catalog(InstantSource clock) {
    Map<String, Function<Options, StreamDefinition>> streams = new LinkedHashMap<>();
    for (String name : SimilarwebStreams.names()) {
      streams.put(
          name,
          options ->
              name.equals(SimilarwebStreams.KEYWORDS)
                  ? SimilarwebStreams.keywords(options, clock.instant())
                  : SimilarwebStreams.traffic(name, options, clock.instant()));
    }
    return new PlainCatalog(streams);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI url = ConnectionOptions.url(connection, URL);
    HttpSettings settings =
        HttpSettings.at(url)
            .login(Logins.parameter(API_KEY, ConnectionOptions.secret(connection, API_KEY)))
            .hiding(Set.of(API_KEY))
            .verdicts(new SimilarwebVerdicts())
            .limits(Limits.of(Rate.perSecond(10)));
    return new PlainApi(
        ID,
        STREAM,
        catalog(context.clock()),
        url,
        ConnectionOptions.apply(settings, connection),
        context);
  }

  @Override
  protected OfflineConstructions constructions() {
    Options options = Options.of(Map.of(SimilarwebStreams.DOMAINS, List.of("shop.example")));
    return new PlainConstructions(
        URI.create(URL),
        catalog(InstantSource.fixed(Instant.EPOCH)).all(options),
        new Variables(
            Map.of(
                "from",
                "2026-01-01",
                "to",
                "2026-02-01",
                "last",
                "2026-01-31",
                "domain",
                "shop.example",
                "country",
                "world")),
        Map.of(SimilarwebStreams.KEYWORDS, "offset=2000"));
  }

  @Override
  protected RetriedCalls retries() {
    return () -> List.of(HttpRetries.repeatable(PlainApi.operation(ID), "asking for a month"));
  }

  @Override
  protected TypeTable types() {
    return NativeTypes.table(
        catalog(InstantSource.fixed(Instant.EPOCH))
            .all(Options.of(Map.of(SimilarwebStreams.DOMAINS, List.of("shop.example")))));
  }
}
