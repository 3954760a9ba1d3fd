package dpone.connector.vendors.appsflyer;

import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.NativeTypes;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Hosts;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** AppsFlyer's reports. Raw ones are fetched where the API sends to, without the token. */
final class AppsFlyerApi implements Api {
  static final String ID = "appsflyer";
  static final String URL = "https://hq1.appsflyer.com";
  private static final String DOWNLOADS = "rawdata.appsflyer.com";
  static final String OPERATION = "appsflyer.report";

  private final HttpSession session;
  private final ConnectorContext context;
  private final URI root;
  private final List<String> apps;

  // One count for all splits of a stream.
  private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();

  private AppsFlyerApi(HttpSession session, ConnectorContext context, URI root, List<String> apps) {
    this.session = session;
    this.context = context;
    this.root = root;
    this.apps = apps;
  }

  /** The API with those options; asks nothing yet. */
  static AppsFlyerApi open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI root = ConnectionOptions.url(connection, URL);
    List<String> apps =
        connection.strings(AppsFlyerOptions.APP_IDS).stream()
            .map(String::strip)
            .distinct()
            .toList();
    if (apps.isEmpty() || apps.contains("")) {
      throw HttpCode.INVALID_OPTION
          .error("connection.app_ids names no app, or an empty one")
          .remedy("write the ids that the dashboard shows, such as id123456789")
          .build();
    }
    List<String> hosts = connection.strings(AppsFlyerOptions.DOWNLOAD_HOSTS);
    HttpSettings settings =
        HttpSettings.at(root)
            .login(Logins.bearer(ConnectionOptions.secret(connection, AppsFlyerOptions.API_TOKEN)))
            .header("Accept", "text/csv")
            .downloads(new Hosts(hosts.isEmpty() ? List.of(DOWNLOADS) : hosts))
            .limits(Limits.of(Rate.perSecond(1).burst(3)))
            .verdicts(new AppsFlyerVerdicts());
    return new AppsFlyerApi(
        HttpSession.open(ConnectionOptions.apply(settings, connection), context),
        context,
        root,
        apps);
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return AppsFlyerOptions.STREAM;
  }

  @Override
  public List<String> streams() {
    return Report.names();
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    Report report =
        Report.find(selection.name())
            .orElseThrow(() ->
                FeedCode.STREAM_UNKNOWN
                    .error("there is no report " + selection.name())
                    .at(Place.stream(selection.name()))
                    .remedy("name one of " + String.join(", ", Report.names()))
                    .build());
    return NativeTypes.named(AppsFlyerStreams.define(report, apps, selection.options()));
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    PageFeed feed =
        new CountedReports(
            new HttpFeed(session, context, root, OPERATION, stream),
            stream.name(),
            stream.bounds().maxPages(),
            asked.computeIfAbsent(stream.name(), name -> new AtomicLong()));
    long most = stream.windows().map(Slicing.Windows::cap).map(Slicing.Cap::records).orElse(0L);
    return most > AppsFlyerOptions.USUAL_ROWS
        ? new CutReports(feed, AppsFlyerOptions.USUAL_ROWS, most)
        : feed;
  }

  @Override
  public void close() {
    session.close();
  }
}
