package dpone.toolkit.http.source;

import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import java.net.URI;
import java.util.List;

/** An API of one stream. */
final class TestApi implements Api {
  private final URI root;
  private final StreamDefinition stream;
  private final ConnectorContext context;
  private final HttpSession session;

  TestApi(URI root, StreamDefinition stream, ConnectorContext context) {
    this.root = root;
    this.stream = stream;
    this.context = context;
    this.session = HttpSession.open(HttpSettings.at(root), context);
  }

  @Override
  public String connector() {
    return "test";
  }

  @Override
  public OptionSpec streamOptions() {
    return OptionSpec.NONE;
  }

  @Override
  public List<String> streams() {
    return List.of(stream.name());
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    return stream;
  }

  @Override
  public PageFeed feed(StreamDefinition of) {
    return new HttpFeed(session, context, root, "test.page", of);
  }

  @Override
  public void close() {
    session.close();
  }
}
