package dpone.connector.vendors.omnidesk;

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
import dpone.toolkit.http.error.HttpCode;
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

/** The provider of Omnidesk. */
public final class OmnideskConnector extends VendorConnector {
  static final String ID = "omnidesk";
  static final String URL = "https://{domain}.omnidesk.ru/api/";
  private static final String DOMAIN = "domain";
  private static final String EMAIL = "email";
  private static final String TOKEN = "api_key";

  static final OptionSpec STREAM =
      OptionSpec.of(
          SpanOptions.start("the last 365 days"),
          SpanOptions.end(),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint(),
          SpanOptions.maxPages(OmnideskStreams.MOST_PAGES),
          Option.of(
                  OmnideskStreams.BY,
                  OptionType.STRING,
                  "cases, messages, users: the time that windows are of.")
              .oneOf("updated", "created")
              .defaultsTo("updated"),
          Option.of(OmnideskStreams.PAGE, OptionType.INTEGER, "Records of a page.")
              .defaultsTo("100")
              .between(1, OmnideskStreams.LARGEST_PAGE));

  private static final Vendor VENDOR =
      new Vendor(
          ID,
          "Omnidesk",
          ConnectionOptions.of(
              URL,
              Option.of(DOMAIN, OptionType.STRING, "The account's name in DOMAIN.omnidesk.ru.")
                  .require()
                  .example("shop"),
              Option.of(EMAIL, OptionType.STRING, "E-mail of the member of staff whose key it is.")
                  .require()
                  .example("export@shop.example"),
              Option.of(TOKEN, OptionType.SECRET, "API key of that member of staff.")
                  .require()
                  .example("${OMNIDESK_API_KEY}")),
          STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Omnidesk API", "", null, "https://omnidesk.ru/api/introduction/intro")),
          List.of(
              "a case that is changed while its window is read moves to a later one: the run ends by"
                  + " HTTP_PAGES_MOVED or HTTP_TOTAL_MISMATCH and has to be made again",
              "messages are read for every case of the span, and only whole",
              "what Omnidesk removes for good is not told of",
              "a record that comes late, behind the position of an increment, comes only within"
                  + " lookback_days"));

  /** For the service loader. */
  public OmnideskConnector() {
    super(VENDOR);
  }

  static PlainCatalog catalog() {
    Map<String, Function<Options, StreamDefinition>> streams = new LinkedHashMap<>();
    streams.put(OmnideskStreams.CASES, OmnideskStreams::cases);
    streams.put(OmnideskStreams.MESSAGES, OmnideskStreams::messages);
    streams.put(OmnideskStreams.USERS, OmnideskStreams::users);
    streams.put(OmnideskStreams.STAFF, OmnideskStreams::staff);
    streams.put(OmnideskStreams.GROUPS, OmnideskStreams::groups);
    streams.put(OmnideskStreams.LABELS, OmnideskStreams::labels);
    return new PlainCatalog(streams);
  }

  private static String usual(Options connection) {
    String domain = connection.string(DOMAIN);
    if (!domain.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
      throw HttpCode.INVALID_OPTION
          .error("connection.domain is no name of an account: " + domain)
          .build();
    }
    return URL.replace("{domain}", domain);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI url = ConnectionOptions.url(connection, usual(connection));
    HttpSettings settings =
        HttpSettings.at(url)
            .login(
                Logins.basic(connection.string(EMAIL), ConnectionOptions.secret(connection, TOKEN)))
            .limits(Limits.of(Rate.perSecond(1).burst(5)));
    return new PlainApi(
        ID, STREAM, catalog(), url, ConnectionOptions.apply(settings, connection), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    Options options = Options.of(Map.of());
    return new PlainConstructions(
        URI.create(URL.replace("{domain}", "shop")),
        catalog().all(options),
        new Variables(
            Map.of(
                "from",
                "2026-01-01T00:00:00Z",
                "to",
                "2026-01-16T00:00:00Z",
                "last",
                "2026-01-15T23:59:59Z",
                "case_id",
                "2000")),
        Map.of(OmnideskStreams.CASES, "page=2"));
  }

  @Override
  protected RetriedCalls retries() {
    return () -> List.of(HttpRetries.repeatable(PlainApi.operation(ID), "asking for a page"));
  }

  @Override
  protected TypeTable types() {
    return NativeTypes.table(catalog().all(Options.NONE));
  }
}
