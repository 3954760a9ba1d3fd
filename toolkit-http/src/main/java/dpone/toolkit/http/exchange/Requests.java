package dpone.toolkit.http.exchange;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * What is sent for a call.
 *
 * @param settings of the API
 * @param faults tells what is wrong with a call that cannot be sent
 */
record Requests(HttpSettings settings, Faults faults) {
  /** Headers that tell nothing of who calls, for whatever an API leads to. */
  static final Set<String> EVERYWHERE =
      Set.of("accept", "accept-encoding", "accept-language", "if-range", "range", "user-agent");

  /** The request of a call: its own headers win over those of the API, the login over both. */
  HttpUriRequestBase of(HttpCall call, Credential credential, CallName name) {
    try {
      HttpUriRequestBase request =
          new HttpUriRequestBase(call.method(), addressed(call.uri(), credential));
      HttpContent content = call.content();
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Accept-Encoding", Decoding.ACCEPTED);
      if (content != null) {
        request.setEntity(new ByteArrayEntity(content.bytes(), null));
        if (!content.type().isEmpty()) {
          headers.put("Content-Type", content.type());
        }
      }
      if (settings.origins().stream().anyMatch(origin -> origin.holds(call.uri()))) {
        headers.putAll(settings.headers());
      } else {
        // What was written for the API may be a key to it.
        settings
            .headers()
            .forEach((header, value) -> {
              if (EVERYWHERE.contains(header.toLowerCase(Locale.ROOT))) {
                headers.put(header, value);
              }
            });
      }
      headers.putAll(call.headers());
      headers.putAll(credential.headers());
      headers.forEach((header, value) -> {
        Fields.check(header, value);
        request.setHeader(header, value);
      });
      return request;
    } catch (IllegalArgumentException unfit) {
      throw faults.unanswered(name, unfit);
    }
  }

  /** A link that the system made may carry the key already; it is the one of now that counts. */
  private static URI addressed(URI uri, Credential credential) {
    if (credential.query().isEmpty()) {
      return uri;
    }
    List<String> pairs = new ArrayList<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        if (!credential.query().containsKey(pair.split("=", 2)[0])) {
          pairs.add(pair);
        }
      }
    }
    credential.query().forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    String address = uri.toString();
    int end = address.indexOf('?');
    int fragment = address.indexOf('#');
    end = end >= 0 ? end : fragment >= 0 ? fragment : address.length();
    return URI.create(address.substring(0, end) + "?" + String.join("&", pairs));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
