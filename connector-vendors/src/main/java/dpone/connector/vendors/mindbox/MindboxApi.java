package dpone.connector.vendors.mindbox;

import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.NativeTypes;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.Hosts;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.export.ExportRules;
import dpone.toolkit.http.export.ExportState;
import dpone.toolkit.http.export.Exports;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.page.ExportFeed;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mindbox's exports. */
final class MindboxApi implements Api {
  static final String ID = "mindbox";
  static final String URL = "https://api.mindbox.ru/";

  private static final String RESULT = "exportResult";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final HttpSession session;
  private final ConnectorContext context;
  private final URI root;
  private final String endpoint;

  private final Set<String> own = ConcurrentHashMap.newKeySet();

  // How a stream is waited for is no part of what it is, and the engine hands back the definition.
  private final Map<String, ExportRules> rules = new ConcurrentHashMap<>();

  private MindboxApi(HttpSession session, ConnectorContext context, URI root, String endpoint) {
    this.session = session;
    this.context = context;
    this.root = root;
    this.endpoint = endpoint;
  }

  /** The API with those options; asks nothing yet. */
  static MindboxApi open(Endpoint endpoint, ConnectorContext context) {
    Options connection = endpoint.connection();
    URI root = ConnectionOptions.url(connection, URL);
    HttpSettings settings =
        HttpSettings.at(root)
            .login(login(connection))
            .downloads(new Hosts(connection.strings(MindboxOptions.DOWNLOAD_HOSTS)))
            .limits(Limits.of(Rate.perSecond(2).burst(5)))
            .verdicts(new MindboxVerdicts());
    return new MindboxApi(
        HttpSession.open(ConnectionOptions.apply(settings, connection), context),
        context,
        root,
        connection.string(MindboxOptions.ENDPOINT_ID));
  }

  private static Login.Maker login(Options connection) {
    Secret key = ConnectionOptions.secret(connection, MindboxOptions.SECRET_KEY);
    boolean old = connection.findString(MindboxOptions.AUTHORIZATION).orElse("").equals("mindbox");
    String format =
        old ? "Mindbox secretKey=\"" + Logins.PLACE + "\"" : "SecretKey " + Logins.PLACE;
    return Logins.header("Authorization", format, key);
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return MindboxOptions.STREAM;
  }

  @Override
  public List<String> streams() {
    return MindboxStreams.names();
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    StreamDefinition stream =
        MindboxStreams.define(selection.name(), endpoint, selection.options());
    rules.put(stream.name(), rules(selection.options()));
    return NativeTypes.declared(stream);
  }

  private static ExportRules rules(Options options) {
    String result = "/" + options.findString(MindboxOptions.RESULT).orElse(RESULT);
    Duration pause = span(options, MindboxOptions.POLL_INTERVAL, PAUSE);
    return ExportRules.of(ID, "/exportId", result + "/processingStatus")
        .called(ExportState.RUNNING, "NotReady")
        .called(ExportState.READY, "Ready")
        .called(ExportState.FAILED, "Cancelled", "Canceled")
        .found(result + "/urls", result + "/cancellationReason")
        .waiting(
            pause.compareTo(FIRST_PAUSE) < 0 ? pause : FIRST_PAUSE,
            pause,
            span(options, MindboxOptions.EXPORT_TIMEOUT, PATIENCE));
  }

  private static Duration span(Options options, String name, Duration usual) {
    return options.has(name) ? options.duration(name) : usual;
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    ExportRules known = rules.get(stream.name());
    if (known == null) {
      throw FeedCode.STREAM_UNKNOWN
          .error("there is no stream " + stream.name())
          .at(Place.stream(stream.name()))
          .build();
    }
    return new ExportFeed(
        new Exports(session, context, known),
        own,
        context,
        root,
        stream,
        MindboxStreams.poll(stream));
  }

  @Override
  public void close() {
    session.close();
  }
}
