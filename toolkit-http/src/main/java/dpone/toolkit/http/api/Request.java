package dpone.toolkit.http.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a page is asked for.
 *
 * @param method such as {@code GET}
 * @param path below the API's root, without a slash in front; segments that are filled in are
 *     encoded
 * @param params of the query, in order; one whose variable has no value is left out
 * @param headers beside the login's; one whose variable has no value is left out
 * @param body or null; values are escaped as in a JSON string, without quotes
 * @param contentType of the body
 * @param repeatable whether the same request may be sent twice: what {@code GET} is, and a {@code
 *     POST} that only asks
 */
public record Request(
    String method,
    Template path,
    Map<String, Template> params,
    Map<String, Template> headers,
    @Nullable Template body,
    String contentType,
    boolean repeatable) {
  /** Copies the maps. */
  public Request {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A {@code GET} without parameters. */
  public static Request get(String path) {
    return new Request("GET", Template.of(path), Map.of(), Map.of(), null, "", true);
  }

  /** A {@code POST} of JSON that only asks, so that it may be sent again. */
  public static Request ask(String path, String body) {
    return new Request(
        "POST", Template.of(path), Map.of(), Map.of(), Template.of(body), "application/json", true);
  }

  /** The same request with one more parameter. */
  public Request param(String name, String template) {
    return new Request(
        method, path, with(params, name, template), headers, body, contentType, repeatable);
  }

  /** The same request with one more header. */
  public Request header(String name, String template) {
    return new Request(
        method, path, params, with(headers, name, template), body, contentType, repeatable);
  }

  private static Map<String, Template> with(
      Map<String, Template> map, String name, String template) {
    Map<String, Template> more = new LinkedHashMap<>(map);
    more.put(name, Template.of(template));
    return more;
  }
}
