package dpone.connector.vendors.plain;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.option.OptionSpec;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An API with one login and one root, whose streams are known by name. */
public class PlainApi implements Api {
  private final String connector;
  private final OptionSpec streamOptions;
  private final Catalog catalog;
  private final URI root;
  private final HttpSession session;
  private final ConnectorContext context;

  /** The streams of an API. */
  public interface Catalog {
    /** Their names, in order. */
    List<String> names();

    /**
     * One of them, as its selection asks for it.
     *
     * @return empty when there is none of that name
     */
    Optional<StreamDefinition> find(StreamSelection selection);
  }

  /**
   * An API.
   *
   * @param connector its id
   * @param streamOptions options of its streams
   * @param root address below which its paths are
   */
  public PlainApi(
      String connector,
      OptionSpec streamOptions,
      Catalog catalog,
      URI root,
      HttpSettings settings,
      ConnectorContext context) {
    this.connector = connector;
    this.streamOptions = streamOptions;
    this.catalog = catalog;
    this.root = root;
    this.session = HttpSession.open(settings, context);
    this.context = context;
  }

  @Override
  public final String connector() {
    return connector;
  }

  @Override
  public final OptionSpec streamOptions() {
    return streamOptions;
  }

  @Override
  public final List<String> streams() {
    return catalog.names();
  }

  @Override
  public final StreamDefinition stream(StreamSelection selection) {
    return catalog
        .find(selection)
        .map(NativeTypes::named)
        .orElseThrow(() ->
            FeedCode.STREAM_UNKNOWN
                .error(
                    connector
                        + " has no stream "
                        + selection.name()
                        + ", but "
                        + String.join(", ", catalog.names()))
                .at(Place.stream(selection.name()))
                .build());
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    return new HttpFeed(session, context, root, operation(connector), stream);
  }

  /** The name of its calls for the retry policy. */
  public static String operation(String connector) {
    return connector + ".page";
  }

  @Override
  public final void close() {
    session.close();
  }
}
