package dpone.toolkit.http.page;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import dpone.toolkit.http.exchange.HttpSession;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages over HTTP. One for a reader: it keeps memory for the answer that is being read, which it
 * takes with the first page, before the reader has a batch.
 */
public final class HttpFeed implements PageFeed {
  private final HttpSession session;
  private final ConnectorContext context;
  private final StreamDefinition stream;
  private final String operation;
  private final Pager pager;
  private final Addresses addresses;
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
    this.stream = stream;
    this.operation = operation;
    this.pager = new Pager(stream.name(), stream.paging());
    this.addresses = new Addresses(stream.name(), root);
    this.bodies = new Bodies(stream, pager.pointers(), context);
    this.secretParameters = session.settings().secretParameters();
  }

  @Override
  public Page open(Slice slice) {
    HttpAnswer answer = session.send(call(slice), memory());
    try {
      return new HttpPage(
          pager,
          slice.state(),
          answer,
          bodies.open(answer),
          link -> Addresses.without(follow(answer, link), secretParameters).toString());
    } catch (RuntimeException | Error failure) {
      answer.close();
      throw failure;
    }
  }

  /** The request of a page, as it is sent but for the login. */
  public HttpCall call(Slice slice) {
    PageState state = slice.state();
    Variables variables = slice.variables().and(pager.variables(state));
    Request request = stream.request();
    Optional<URI> address = pager.address(state).map(URI::create);
    URI uri =
        address.isPresent()
            ? address.get()
            : addresses.of(request, variables, pager.params(state));
    HttpContent content =
        addresses
            .body(request, variables)
            .map(text -> HttpContent.of(request.contentType(), text))
            .orElse(null);
    return new HttpCall(
        operation,
        request.method(),
        uri,
        Addresses.headers(request, variables),
        content,
        request.repeatable(),
        true,
        Set.of());
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
