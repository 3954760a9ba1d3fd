package dpone.toolkit.http.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that a request is made of, by name. Times are instants and days by ISO 8601; a {@link
 * Template} gives them the form that an API wants.
 *
 * @param values in order of their making
 */
public record Variables(Map<String, String> values) {
  /** No values. */
  public static final Variables NONE = new Variables(Map.of());

  /** Copies the map. */
  public Variables {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One value. */
  public static Variables of(String name, String value) {
    return new Variables(Map.of(name, value));
  }

  /** The value of that name. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** These values with one more, or with another in its place; null leaves all as it is. */
  public Variables with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Variables(more);
  }

  /** These values and the others, which win. */
  public Variables and(Variables others) {
    if (others.values.isEmpty()) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new Variables(more);
  }
}
