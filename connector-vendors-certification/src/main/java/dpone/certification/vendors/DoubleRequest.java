package dpone.certification.vendors;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a double heard it.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param query decoded values by name, in order
 * @param headers by name in lower case
 * @param body as text
 */
public record DoubleRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {

  /** The first value of a parameter. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** A parameter that is a whole number. */
  public int number(String name, int otherwise) {
    return parameter(name).map(Integer::parseInt).orElse(otherwise);
  }

  /** A header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
