package dpone.certify.kit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a double was asked.
 *
 * @param method such as {@code GET}
 * @param path without the query, not decoded
 * @param query the query as it was sent, empty if there is none
 * @param headers names in lower case, each with its values in order
 * @param body what was sent with it, any content coding still on it
 * @param at when its head had come
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record HttpAsked(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    Instant at) {
  /** Copies the map. */
  public HttpAsked {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Decoded parameters of the query; the last one of a name counts. */
  public Map<String, String> parameters() {
    return pairs(query);
  }

  /** Decoded parameters of a body that is a form. */
  public Map<String, String> form() {
    return pairs(text());
  }

  /** A parameter of the query. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters().get(name));
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int sign = pair.indexOf('=');
      if (!pair.isEmpty()) {
        String name = sign < 0 ? pair : pair.substring(0, sign);
        pairs.put(decoded(name), sign < 0 ? "" : decoded(pair.substring(sign + 1)));
      }
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
