package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests as text, for what is shown and compared without a network. */
public final class RequestText {
  private RequestText() {}

  /**
   * The request of a page but for the login: method and address, a line for each header, and the
   * body after an empty line. Ends with a line break.
   *
   * @param root address below which the paths of requests are
   * @param slice with the state of the page
   */
  public static String of(URI root, StreamDefinition stream, Slice slice) {
    Pager pager = new Pager(stream.name(), stream.paging());
    Addresses addresses = new Addresses(stream.name(), root);
    Variables variables = slice.variables().and(pager.variables(slice.state()));
    Request request = stream.request();
    String address =
        pager
            .address(slice.state())
            .orElseGet(
                () -> addresses.of(request, variables, pager.params(slice.state())).toString());
    StringBuilder text = new StringBuilder(request.method()).append(' ').append(address);
    Map<String, String> headers = new TreeMap<>(Addresses.headers(request, variables));
    Optional<String> body = addresses.body(request, variables);
    if (body.isPresent()) {
      headers.put("Content-Type", request.contentType());
    }
    headers.forEach((name, value) -> text.append('\n').append(name).append(": ").append(value));
    body.ifPresent(content -> text.append("\n\n").append(content));
    return text.append('\n').toString();
  }
}
