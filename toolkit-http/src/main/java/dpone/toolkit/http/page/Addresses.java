package dpone.toolkit.http.page;

import dpone.spi.error.Place;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Template;
import dpone.toolkit.http.api.Variables;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Addresses of pages. */
final class Addresses {
  private final String stream;
  private final URI root;

  /**
   * Addresses below a root.
   *
   * @param root with or without a slash at its end; a query of its own is part of every address
   */
  Addresses(String stream, URI root) {
    this.stream = stream;
    this.root = root;
  }

  /** The address of a request. */
  URI of(Request request, Variables variables, Map<String, String> more) {
    String base = root.getRawPath() == null ? "" : root.getRawPath();
    String path = required(request.path(), variables, "path", Addresses::segment);
    String whole = path.isEmpty() ? base : base.endsWith("/") ? base + path : base + "/" + path;
    Map<String, String> params = new LinkedHashMap<>();
    request
        .params()
        .forEach((name, template) ->
            template.fill(variables, v -> v).ifPresent(value -> params.put(name, value)));
    params.putAll(more);
    StringBuilder query = new StringBuilder();
    if (root.getRawQuery() != null) {
      query.append(root.getRawQuery());
    }
    params.forEach((name, value) -> append(query, name, value));
    String address = root.getScheme() + "://" + root.getRawAuthority() + whole;
    // A path may have a query of its own, where a parameter stands more than once.
    String sign = address.indexOf('?') < 0 ? "?" : "&";
    return URI.create(query.isEmpty() ? address : address + sign + query);
  }

  private static void append(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value));
  }

  /** Fills in a template that has to be whole. */
  String required(
      Template template,
      Variables variables,
      String where,
      java.util.function.UnaryOperator<String> escape) {
    return template
        .fill(variables, escape)
        .orElseThrow(() -> {
          Set<String> missing = new TreeSet<>(template.names());
          missing.removeAll(variables.values().keySet());
          return FeedCode.TEMPLATE
              .error("the " + where + " has no value for {" + String.join("}, {", missing) + "}")
              .at(Place.stream(stream))
              .build();
        });
  }

  /** The headers of a request. */
  static Map<String, String> headers(Request request, Variables variables) {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach((name, template) ->
            template.fill(variables, v -> v).ifPresent(value -> headers.put(name, value)));
    return headers;
  }

  /**
   * An address without parameters of those names, so that no secret that the system itself put into
   * a link gets into a position; the login adds its own again.
   */
  static URI without(URI address, Set<String> names) {
    String query = address.getRawQuery();
    if (query == null) {
      return address;
    }
    List<String> kept = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (names.stream().noneMatch(n -> n.equalsIgnoreCase(decode(name)))) {
        kept.add(pair);
      }
    }
    String text = address.toString();
    String bare = text.substring(0, text.indexOf('?'));
    return URI.create(kept.isEmpty() ? bare : bare + "?" + String.join("&", kept));
  }

  private static String decode(String name) {
    try {
      return java.net.URLDecoder.decode(name, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }

  /** A value as a segment of a path: no value of a variable can leave it. */
  private static String segment(String value) {
    String encoded = encode(value);
    return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A value inside of a string of JSON, without its quotes. */
  static String json(String value) {
    StringBuilder text = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (c < ' ') {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.toString();
  }

  /** The body of a request. */
  Optional<String> body(Request request, Variables variables) {
    Template body = request.body();
    return body == null
        ? Optional.empty()
        : Optional.of(
            required(
                body,
                variables,
                "body",
                request.contentType().contains("json") ? Addresses::json : v -> v));
  }
}
