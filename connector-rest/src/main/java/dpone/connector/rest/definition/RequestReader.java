package dpone.connector.rest.definition;

import static dpone.connector.rest.option.ResourceOptions.BODY;
import static dpone.connector.rest.option.ResourceOptions.CONTENT_TYPE;
import static dpone.connector.rest.option.ResourceOptions.HEADERS;
import static dpone.connector.rest.option.ResourceOptions.METHOD;
import static dpone.connector.rest.option.ResourceOptions.PARAMS;
import static dpone.connector.rest.option.ResourceOptions.PATH;
import static dpone.connector.rest.option.ResourceOptions.REPEATABLE;

import dpone.spi.option.Options;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a page is asked for. */
final class RequestReader {
  /** Names that a secret goes by: a stream's options are kept in plain text. */
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-token");

  private static final Set<String> SECRET_PARAMS =
      Set.of("api_key", "apikey", "api-key", "access_token", "client_secret", "password", "secret");

  /** What belongs to the connection itself (RFC 9110, 7.6 and 8.6). */
  private static final Set<String> NOT_YOURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade");

  private final Options options;
  private final Complaints complaints;

  RequestReader(Options options, Complaints complaints) {
    this.options = options;
    this.complaints = complaints;
  }

  Request read() {
    String method = options.string(METHOD);
    String body = options.findString(BODY).orElse(null);
    boolean get = method.equals("GET");
    if (get && body != null) {
      throw complaints.of(BODY, "means nothing with method GET");
    }
    if (body == null) {
      complaints.unused(options, "without body", CONTENT_TYPE);
    }
    if (get && options.has(REPEATABLE) && !options.bool(REPEATABLE)) {
      throw complaints.of(REPEATABLE, "cannot be false with method GET, which changes nothing");
    }
    return new Request(
        method,
        path(),
        templates(PARAMS, SECRET_PARAMS),
        headers(),
        body == null ? null : template(BODY, body),
        body == null ? "" : options.findString(CONTENT_TYPE).orElse("application/json"),
        get || (options.has(REPEATABLE) && options.bool(REPEATABLE)));
  }

  private Template path() {
    String path = options.string(PATH);
    String below = path.startsWith("/") ? path.substring(1) : path;
    if (below.startsWith("/") || below.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      throw complaints.of(PATH, "leads elsewhere than below connection.url: " + path);
    }
    if (List.of(below.split("/", -1)).contains("..")) {
      throw complaints.of(PATH, "leads above connection.url: " + path);
    }
    if (below.indexOf('?') >= 0 || below.indexOf('#') >= 0) {
      throw complaints.of(PATH, "has a query: write it under params");
    }
    if (below.chars().anyMatch(c -> c <= ' ' || c > 126 || "\"<>\\^`|".indexOf(c) >= 0)) {
      throw complaints.of(PATH, "has characters that have to be written as %XX: " + path);
    }
    return template(PATH, below);
  }

  private Map<String, Template> headers() {
    Map<String, Template> headers = templates(HEADERS, SECRET_HEADERS);
    for (String name : headers.keySet()) {
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw complaints.of(HEADERS, "has a name that no header can have: " + name);
      }
      if (NOT_YOURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw complaints.of(HEADERS, "cannot set " + name + ", which belongs to the connection");
      }
    }
    return headers;
  }

  private Map<String, Template> templates(String option, Set<String> secret) {
    Map<String, Template> templates = new LinkedHashMap<>();
    // In order of name: a manifest's mapping has none, and requests have to be the same each time.
    for (Map.Entry<String, String> entry : new TreeMap<>(options.map(option)).entrySet()) {
      if (secret.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
        throw complaints.of(
            option, "has " + entry.getKey() + ": a secret belongs to connection.auth");
      }
      if (entry.getValue().chars().anyMatch(c -> c < ' ') && option.equals(HEADERS)) {
        throw complaints.of(option, "has a control character in " + entry.getKey());
      }
      templates.put(entry.getKey(), template(option, entry.getValue()));
    }
    return templates;
  }

  private Template template(String option, String text) {
    try {
      return Template.of(text);
    } catch (IllegalArgumentException bad) {
      throw complaints.of(option, "has a form of time that is none: " + bad.getMessage());
    }
  }

  /** Names of all variables that a request has places for. */
  static Set<String> variables(Request request) {
    return new TreeSet<>(byOption(request).values().stream().flatMap(Set::stream).toList());
  }

  /** The same by the option that has them. */
  static Map<String, Set<String>> byOption(Request request) {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    names.put(PATH, request.path().names());
    names.put(PARAMS, names(request.params().values()));
    names.put(HEADERS, names(request.headers().values()));
    @Nullable Template body = request.body();
    names.put(BODY, body == null ? Set.of() : body.names());
    return names;
  }

  private static Set<String> names(Iterable<Template> templates) {
    List<String> names = new ArrayList<>();
    templates.forEach(template -> names.addAll(template.names()));
    return new TreeSet<>(names);
  }
}
