package dpone.toolkit.http.exchange;

import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of an answer. Immutable. */
final class Headers {
  private static final Pattern CHARSET =
      Pattern.compile(
          ";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);

  private final HttpHeaders all;

  Headers(HttpHeaders all) {
    this.all = all;
  }

  Optional<String> first(String name) {
    return all.firstValue(name);
  }

  List<String> values(String name) {
    return all.allValues(name);
  }

  Map<String, List<String>> map() {
    return all.map();
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
