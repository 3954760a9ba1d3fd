package dpone.toolkit.http.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request carries so that the system knows the caller. Holds secrets and never shows them.
 *
 * @param headers by name
 * @param query parameters by name, not encoded
 */
public record Credential(Map<String, String> headers, Map<String, String> query) {
  /** Nothing. */
  public static final Credential NONE = new Credential(Map.of(), Map.of());

  /** Copies the maps. */
  public Credential {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  /** One header. */
  public static Credential header(String name, String value) {
    return new Credential(Map.of(name, value), Map.of());
  }

  /** One parameter of the query. */
  public static Credential parameter(String name, String value) {
    return new Credential(Map.of(), Map.of(name, value));
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "headers " + headers.keySet() + ", parameters " + query.keySet();
  }
}
