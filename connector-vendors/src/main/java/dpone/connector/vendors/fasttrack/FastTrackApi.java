package dpone.connector.vendors.fasttrack;

import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.NativeTypes;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** FastTrack's two APIs, each with its own address and its own key, opened when it is needed. */
final class FastTrackApi implements Api {
  static final String ID = "fasttrack";
  static final String URL = "https://dashboard.fstrk.io/api/partners/";
  static final String OPERATION = "fasttrack.page";

  private final Options connection;
  private final ConnectorContext context;
  private final Map<String, HttpSession> sessions = new TreeMap<>();
  private boolean closed;

  FastTrackApi(Endpoint endpoint, ConnectorContext context) {
    this.connection = endpoint.connection();
    this.context = context;
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return FastTrackOptions.STREAM;
  }

  @Override
  public List<String> streams() {
    return FastTrackStreams.KNOWN;
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    return NativeTypes.declared(FastTrackStreams.define(selection.name(), selection.options()));
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    URI root = FastTrackStreams.isReport(stream) ? dashboard() : flex();
    return new HttpFeed(
        session(FastTrackStreams.source(stream), root), context, root, OPERATION, stream);
  }

  private synchronized HttpSession session(String source, URI root) {
    if (closed) {
      throw HttpCode.CLOSED.error("a call was made after the source was closed").build();
    }
    return sessions.computeIfAbsent(source, s -> HttpSession.open(settings(s, root), context));
  }

  private HttpSettings settings(String source, URI root) {
    boolean report = source.equals(FastTrackOptions.REPORT);
    String option = report ? FastTrackOptions.BOT_KEY : FastTrackOptions.X_TOKEN;
    Secret key = connection.secret(option).filter(k -> !k.isEmpty()).orElse(null);
    if (key == null) {
      throw missing(option, source);
    }
    HttpSettings settings =
        HttpSettings.at(root)
            .login(Logins.key(report ? "bot-key" : "X-Token", key))
            .limits(Limits.of(Rate.perSecond(5).burst(5)));
    return ConnectionOptions.apply(settings, connection);
  }

  private URI dashboard() {
    return ConnectionOptions.url(connection, URL);
  }

  private URI flex() {
    String text = connection.findString(FastTrackOptions.FLEX_URL).orElse(null);
    if (text == null) {
      throw missing(FastTrackOptions.FLEX_URL, FastTrackOptions.FLEX);
    }
    URI address =
        dpone.toolkit.http.exchange.Origin.address(text, "connection." + FastTrackOptions.FLEX_URL);
    return text.endsWith("/") ? address : URI.create(address + "/");
  }

  private static DponeException missing(String option, String source) {
    return HttpCode.INVALID_OPTION
        .error("a stream of source: " + source + " needs connection." + option)
        .remedy("set connection." + option)
        .build();
  }

  @Override
  public void close() {
    List<HttpSession> open;
    synchronized (this) {
      closed = true;
      open = new ArrayList<>(sessions.values());
    }
    open.forEach(HttpSession::close);
  }
}
