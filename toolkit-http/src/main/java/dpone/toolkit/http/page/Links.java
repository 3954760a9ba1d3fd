package dpone.toolkit.http.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header {@code Link}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, section 3</a>
 */
final class Links {
  private final String text;
  private int at;

  private Links(String text) {
    this.text = text;
  }

  /** The target of the first link whose relations have {@code next} among them. */
  static Optional<String> next(List<String> headers) {
    for (String header : headers) {
      Optional<String> found = new Links(header).find();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> find() {
    while (at < text.length()) {
      skip(" \t,");
      if (at >= text.length() || text.charAt(at) != '<') {
        return Optional.empty();
      }
      int end = text.indexOf('>', at);
      if (end < 0) {
        return Optional.empty();
      }
      String target = text.substring(at + 1, end).strip();
      at = end + 1;
      if (isNext()) {
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
      }
    }
    return Optional.empty();
  }

  /** Reads the parameters of a link; of several rel only the first counts. */
  private boolean isNext() {
    boolean next = false;
    boolean related = false;
    skip(" \t");
    while (at < text.length() && text.charAt(at) == ';') {
      at++;
      skip(" \t");
      String name = token();
      skip(" \t");
      String value = "";
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        skip(" \t");
        value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
      }
      if (name.equalsIgnoreCase("rel") && !related) {
        related = true;
        next = List.of(value.toLowerCase(Locale.ROOT).split("[ \t]+")).contains("next");
      }
      skip(" \t");
    }
    return next;
  }

  private String token() {
    int from = at;
    while (at < text.length() && "=;, \t\"<>".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from && at < text.length() && ";,<".indexOf(text.charAt(at)) < 0) {
      // A sign that belongs nowhere must not hold the reader up.
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }

  private void skip(String signs) {
    while (at < text.length() && signs.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
