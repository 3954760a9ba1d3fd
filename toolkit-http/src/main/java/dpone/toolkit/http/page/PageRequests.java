package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** What pages of a stream are asked with. Stateless; asks nothing. */
public final class PageRequests {
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
  public PageRequests(StreamDefinition stream, URI root, String operation) {
    this.stream = stream;
    this.operation = operation;
    this.pager = new Pager(stream.name(), stream.paging());
    this.addresses = new Addresses(stream.name(), root);
  }

  Pager pager() {
    return pager;
  }

  /**
   * The request of a page, without what identifies the caller.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_TEMPLATE} when a variable has no value
   */
  public HttpCall call(Slice slice) {
    PageState state = slice.state();
    Variables variables = slice.variables().and(pager.variables(state));
    Request request = stream.request();
    URI uri =
        pager
            .address(state)
            .map(URI::create)
            .orElseGet(() -> addresses.of(request, variables, pager.params(state)));
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

  /** The request of a page as text: a line, headers, and the body after an empty line. */
  public String text(Slice slice) {
    HttpCall call = call(slice);
    StringBuilder text = new StringBuilder();
    text.append(call.method()).append(' ').append(call.uri()).append('\n');
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      text.append(header.getKey()).append(": ").append(header.getValue()).append('\n');
    }
    addresses
        .body(stream.request(), slice.variables().and(pager.variables(slice.state())))
        .ifPresent(
            body ->
                text.append("Content-Type: ")
                    .append(stream.request().contentType())
                    .append("\n\n")
                    .append(body)
                    .append('\n'));
    return text.toString();
  }
}
