package dpone.certification.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param method such as {@code GET}
 * @param target path and query as they were written
 * @param headers by name in lower case
 * @param body as UTF-8
 */
record Ask(String method, String target, Map<String, String> headers, String body) {
  /** Path without its query, decoded. */
  String path() {
    int query = target.indexOf('?');
    return decode(query < 0 ? target : target.substring(0, query));
  }

  /** Segments of the path. */
  List<String> segments() {
    return List.of(path().substring(1).split("/", -1));
  }

  /** Parameters of the query. */
  Map<String, String> query() {
    int query = target.indexOf('?');
    return query < 0 ? Map.of() : parameters(target.substring(query + 1));
  }

  /** Fields of a form. */
  Map<String, String> form() {
    return parameters(body);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A header; empty where it is not there. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
