package dpone.toolkit.http.exchange;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request, without what identifies the caller.
 *
 * @param operation name for the retry policy, logs and meters, such as {@code rest.page}
 * @param method such as {@code GET}
 * @param uri where it goes; carries no secret, unless the system itself made the address
 * @param headers beside those of the session and the login
 * @param content the body, or null
 * @param repeatable whether it may be sent again when nobody knows whether it was carried out
 * @param login whether it carries the login; without it hosts of {@link HttpSettings#downloads} can
 *     be reached too
 * @param accepts statuses beside 200 to 299 that are an answer and no failure
 */
public record HttpCall(
    String operation,
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable HttpContent content,
    boolean repeatable,
    boolean login,
    Set<Integer> accepts) {
  /** Copies the collections. */
  public HttpCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    accepts = Set.copyOf(accepts);
  }

  /** A {@code GET}. */
  public static HttpCall get(String operation, URI uri) {
    return new HttpCall(operation, "GET", uri, Map.of(), null, true, true, Set.of());
  }

  /** A {@code POST}, sent once. */
  public static HttpCall post(String operation, URI uri, HttpContent content) {
    return new HttpCall(operation, "POST", uri, Map.of(), content, false, true, Set.of());
  }

  /** The same request that may be sent again: it only asks, or the system knows it by a key. */
  public HttpCall repeated() {
    return new HttpCall(operation, method, uri, headers, content, true, login, accepts);
  }

  /** The same request with one more header. */
  public HttpCall header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(operation, method, uri, more, content, repeatable, login, accepts);
  }

  /** The same request without the login. */
  public HttpCall withoutLogin() {
    return new HttpCall(operation, method, uri, headers, content, repeatable, false, accepts);
  }

  /**
   * The same request with no other headers than those.
   *
   * @param names in lower case
   */
  HttpCall onlyHeaders(Set<String> names) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(name -> !names.contains(name.toLowerCase(Locale.ROOT)));
    return new HttpCall(operation, method, uri, kept, content, repeatable, login, accepts);
  }

  /** The same request where these statuses are an answer, too. */
  public HttpCall accepting(Integer... statuses) {
    return new HttpCall(
        operation, method, uri, headers, content, repeatable, login, Set.of(statuses));
  }

  /** The same request to another address. */
  public HttpCall to(URI other) {
    return new HttpCall(operation, method, other, headers, content, repeatable, login, accepts);
  }

  /** The request that a status 303 asks for instead. */
  HttpCall asGet(URI other) {
    return new HttpCall(operation, "GET", other, headers, null, true, login, accepts);
  }

  /** Operation, method and host; neither query nor headers, which may hold a secret. */
  @Override
  public String toString() {
    return operation + " " + method + " " + uri.getHost();
  }
}
