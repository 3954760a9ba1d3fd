package dpone.toolkit.http.page;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpSession;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages over HTTP. One for a reader: it keeps memory for the answer that is being read, which it
 * takes with the first page, before the reader has a batch.
 */
public final class HttpFeed implements PageFeed {
  private final HttpSession session;
  private final ConnectorContext context;
  private final PageRequests requests;
  private final Bodies bodies;
  private final Set<String> secretParameters;
  private @Nullable BatchMemory memory;
  private boolean closed;

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
    this.context = context;
    this.requests = new PageRequests(stream, root, operation);
    this.bodies = new Bodies(stream, requests.pager().pointers(), context);
    this.secretParameters = session.settings().secretParameters();
  }

  @Override
  public Page open(Slice slice) {
    HttpAnswer answer = session.send(requests.call(slice), memory());
    try {
      return new HttpPage(
          requests.pager(),
          slice.state(),
          answer,
          bodies,
          link -> Addresses.without(follow(answer, link), secretParameters).toString());
    } catch (RuntimeException | Error failure) {
      answer.close();
      throw failure;
    }
  }

  private URI follow(HttpAnswer answer, String link) {
    return session.settings().origin().require(answer.uri(), link);
  }

  private synchronized BatchMemory memory() {
    BatchMemory known = memory;
    if (known == null) {
      if (closed) {
        throw new IllegalStateException("the feed was closed");
      }
      known = context.allocator().reserve();
      memory = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    closed = true;
    BatchMemory known = memory;
    memory = null;
    if (known != null) {
      known.close();
    }
  }
}
