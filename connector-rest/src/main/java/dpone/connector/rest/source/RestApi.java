package dpone.connector.rest.source;

import dpone.connector.rest.definition.Definitions;
import dpone.connector.rest.option.StreamOptions;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.List;

/** An API as a manifest describes it: its streams are those that the manifest names. */
public final class RestApi implements Api {
  /** Id of the connector. */
  public static final String ID = "rest";

  /** Name of the call for a page. */
  public static final String PAGE = "rest.page";

  private final HttpSession session;
  private final ConnectorContext context;
  private final URI root;

  private RestApi(HttpSession session, ConnectorContext context, URI root) {
    this.session = session;
    this.context = context;
    this.root = root;
  }

  /** The API of a connection; nothing is asked of it yet. */
  public static RestApi open(Endpoint endpoint, ConnectorContext context) {
    return new RestApi(
        HttpSession.open(RestSettings.of(endpoint.connection()), context),
        context,
        RestSettings.root(endpoint.connection()));
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return StreamOptions.SPEC;
  }

  @Override
  public List<String> streams() {
    return List.of();
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    return Definitions.of(selection);
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    return new HttpFeed(session, context, root, PAGE, stream);
  }

  @Override
  public void close() {
    session.close();
  }
}
