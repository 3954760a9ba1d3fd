package dpone.toolkit.http.page;

import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpSession;
import java.net.URI;
import java.util.Set;

/**
 * Pages over HTTP. One for a reader, used by its thread: it keeps memory for the answer that is
 * being read and for the one after it, which it takes with the first page, before the reader has a
 * batch.
 */
public final class HttpFeed implements PageFeed {
  private final HttpSession session;
  private final PageRequests requests;
  private final Ahead ahead;
  private final Bodies bodies;
  private final Set<String> secretParameters;

  /**
   * A feed.
   *
   * @param session of the opened source; stays open
   * @param root address below which the paths of requests are
   * @param operation name of its calls, such as {@code rest.page}
   */
  public HttpFeed(
      HttpSession session,
      ConnectorContext context,
      URI root,
      String operation,
      StreamDefinition stream) {
    this.session = session;
    this.ahead = new Ahead(session, context);
    this.requests = new PageRequests(stream, root, operation);
    this.bodies = new Bodies(stream, requests.pager().pointers(), context);
    this.secretParameters = session.settings().secretParameters();
  }

  @Override
  public Page open(Slice slice) {
    HttpAnswer answer = ahead.send(requests.call(slice));
    try {
      HttpPage page =
          new HttpPage(
              requests.pager(),
              slice.state(),
              answer,
              bodies,
              link -> Addresses.without(follow(answer, link), secretParameters).toString());
      page.known().ifPresent(next -> ahead.begin(requests.call(slice.at(next))));
      return page;
    } catch (RuntimeException | Error failure) {
      answer.close();
      throw failure;
    }
  }

  private URI follow(HttpAnswer answer, String link) {
    return session.settings().origin().require(answer.uri(), link);
  }

  @Override
  public void close() {
    ahead.close();
  }
}
