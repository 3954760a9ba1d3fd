package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What pages of a stream are asked with. Stateless; asks nothing. */
final class PageRequests {
  private final StreamDefinition stream;
  private final String operation;
  private final Pager pager;
  private final Addresses addresses;

  /**
   * Requests of a stream.
   *
   * @param root address below which the paths of requests are
   * @param operation name of its calls, such as {@code rest.page}
   */
  PageRequests(StreamDefinition stream, URI root, String operation) {
    this.stream = stream;
    this.operation = operation;
    this.pager = new Pager(stream.name(), stream.paging());
    this.addresses = new Addresses(stream.name(), root);
  }

  Pager pager() {
    return pager;
  }

  /** The body of a page's request. */
  Optional<String> body(Slice slice) {
    return addresses.body(stream.request(), variables(slice));
  }

  private Variables variables(Slice slice) {
    return slice.variables().and(pager.variables(slice.state()));
  }

  /**
   * The request of a page, without what identifies the caller.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_TEMPLATE} when a variable has no value
   */
  HttpCall call(Slice slice) {
    PageState state = slice.state();
    Variables variables = variables(slice);
    Request request = stream.request();
    URI uri =
        pager
            .address(state)
            .map(URI::create)
            .orElseGet(() -> addresses.of(request, variables, pager.params(state)));
    HttpContent content =
        body(slice).map(text -> HttpContent.of(request.contentType(), text)).orElse(null);
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
}
