package dpone.toolkit.http.exchange;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/** The headers of an answer. Immutable. */
final class Headers {
  private static final Pattern CHARSET =
      Pattern.compile(
          ";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);

  private final Map<String, List<String>> all;

  /**
   * Headers.
   *
   * @param all values by name, whose case does not matter
   */
  Headers(Map<String, List<String>> all) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    this.all = Collections.unmodifiableMap(copy);
  }

  static Headers of(MessageHeaders answer) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : answer.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      all.computeIfAbsent(header.getName(), name -> new ArrayList<>(1)).add(value);
    }
    return new Headers(all);
  }

  Optional<String> first(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  List<String> values(String name) {
    return all.getOrDefault(name, List.of());
  }

  Map<String, List<String>> map() {
    return all;
  }

  /** The media type, lower case, without parameters; empty when there is none. */
  String mediaType() {
    return first("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** The name of the charset; empty when there is none. */
  String charsetName() {
    Matcher found = CHARSET.matcher(first("Content-Type").orElse(""));
    if (!found.find()) {
      return "";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /**
   * The charset, if it is named.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Optional<Charset> charset() {
    String name = charsetName();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw new IllegalArgumentException("charset " + name + " is not known", unknown);
    }
  }

  /** Whether the end of the body can be told from a broken connection. */
  boolean framed() {
    return first("Content-Length").isPresent()
        || values("Transfer-Encoding").stream()
            .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"));
  }
}
