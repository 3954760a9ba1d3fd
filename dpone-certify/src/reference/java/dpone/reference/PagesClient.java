package dpone.reference;

import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reference.driver.LineCodec;

/** Asks for pages. */
final class PagesClient {
  private static final LineCodec CODEC = new LineCodec();

  private final Endpoint endpoint;
  private final ConnectorContext context;

  PagesClient(Endpoint endpoint, ConnectorContext context) {
    this.endpoint = endpoint;
    this.context = context;
  }

  /** A page: its rows, the place of the next or -1, and how many rows there are in all. */
  record Page(List<List<String>> rows, long next, long total) {}

  static String path(String stream, long rows, long from, long offset) {
    return "/" + stream + "?rows=" + rows + "&from=" + from + "&offset=" + offset;
  }

  Options settings() {
    return endpoint.settings();
  }

  boolean has(String defect) {
    boolean on = endpoint.connection().string("defect").equals(defect);
    if (on) {
      System.setProperty("dpone.reference.fired", defect);
    }
    return on;
  }

  Page get(String stream, long rows, long from, long offset) {
    String path = path(stream, rows, from, offset);
    return context.retry().call("pages.get", () -> once(path));
  }

  private Page once(String path) {
    Options options = endpoint.connection();
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(options.string("url") + path).toURL().openConnection();
      int timeout = (int) options.integer("timeout");
      connection.setConnectTimeout(timeout);
      connection.setReadTimeout(timeout);
      // Its own second try after a reset would not be counted.
      connection.setRequestProperty("Connection", "close");
      String token = options.secret("token").map(Secret::reveal).orElse("");
      connection.setRequestProperty("X-Token", encoded(token));
      connection.setRequestProperty(
          "X-Key", encoded(options.secret("key").map(Secret::reveal).orElse("")));
      int status = connection.getResponseCode();
      if (status == 429 && has("busy-swallowed")) {
        return new Page(List.of(), -1, 0);
      }
      if (status != 200) {
        throw refused(status, connection.getHeaderField("Retry-After"), path);
      }
      return new Page(
          rows(connection),
          connection.getHeaderFieldLong("X-Next", -1),
          connection.getHeaderFieldLong("X-Total", -1));
    } catch (IOException gone) {
      throw DponeException.of(ErrorCategory.TRANSIENT, "REF_PAGES_AWAY", "no whole answer")
          .remedy("run again later")
          .build();
    }
  }

  private static String encoded(String secret) {
    return java.util.Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
  }

  private List<List<String>> rows(HttpURLConnection connection) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (InputStream in = connection.getInputStream()) {
      in.transferTo(whole);
    } catch (IOException cut) {
      if (!has("cut-is-whole")) {
        throw cut;
      }
    }
    String text = whole.toString(StandardCharsets.UTF_8);
    List<List<String>> rows = new ArrayList<>();
    int end = text.lastIndexOf('\n');
    if (end >= 0) {
      text.substring(0, end).lines().map(CODEC::read).forEach(rows::add);
    }
    return rows;
  }

  private static DponeException refused(int status, String wait, String path) {
    return switch (status) {
      case 401 ->
          DponeException.of(ErrorCategory.AUTHENTICATION, "REF_PAGES_TOKEN", "refused")
              .remedy("give the token that is asked for")
              .build();
      case 404 ->
          DponeException.of(ErrorCategory.NOT_FOUND, "REF_PAGES_NONE", "nothing at " + path)
              .remedy("check the stream's name")
              .build();
      case 429 ->
          DponeException.of(ErrorCategory.THROTTLED, "REF_PAGES_BUSY", "too many requests")
              .retryAfter(wait == null ? null : Duration.ofSeconds(Long.parseLong(wait)))
              .remedy("run again later")
              .build();
      default ->
          DponeException.of(ErrorCategory.TRANSIENT, "REF_PAGES_AWAY", "answered " + status)
              .remedy("run again later")
              .build();
    };
  }
}
