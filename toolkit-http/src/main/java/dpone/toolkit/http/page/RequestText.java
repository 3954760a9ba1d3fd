package dpone.toolkit.http.page;

import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.exchange.HttpCall;
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
    PageRequests requests = new PageRequests(stream, root, "text");
    HttpCall call = requests.call(slice);
    StringBuilder text = new StringBuilder(call.method()).append(' ').append(call.uri());
    Map<String, String> headers = new TreeMap<>(call.headers());
    Optional<String> body = requests.body(slice);
    if (body.isPresent()) {
      headers.put("Content-Type", stream.request().contentType());
    }
    headers.forEach((name, value) -> text.append('\n').append(name).append(": ").append(value));
    body.ifPresent(content -> text.append("\n\n").append(content));
    return text.append('\n').toString();
  }
}
