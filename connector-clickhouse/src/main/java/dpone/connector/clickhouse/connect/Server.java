package dpone.connector.clickhouse.connect;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.error.ChErrors;
import dpone.connector.clickhouse.wire.Frames;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One server's HTTP interface. Thread-safe. Every call ends soon after cancellation and after
 * {@link #close}, and the server is told to stop working for it. Nothing is retried here: the
 * caller knows what may be.
 */
public final class Server implements AutoCloseable {
  private static final int LONGEST_ERROR = 64 << 10;
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);
  private static final Pattern WRITTEN_ROWS = Pattern.compile("\"written_rows\":\"(\\d+)\"");
  private static final Pattern WRITTEN_BYTES = Pattern.compile("\"written_bytes\":\"(\\d+)\"");

  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final HttpClient http;
  private final ReadOnlyUser readOnly = new ReadOnlyUser(this);
  private final Queue<CompletableFuture<HttpResponse<Void>>> kills = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Does not connect. */
  public Server(ConnectionSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    if (settings.endpoint().getScheme().equals("https")) {
      client.sslContext(Tls.context(settings));
    }
    this.http = client.build();
  }

  /** Where it is. */
  public ConnectionSettings settings() {
    return settings;
  }

  /**
   * Whether the server lets this user change settings with a query; where it does not, {@link
   * #read} leaves out those that the connector would like, and keeps those of the manifest.
   */
  public boolean takesSettings() {
    return readOnly.takesSettings();
  }

  /** The small result of a query: rows of text cells, null where the cell is. */
  public List<List<@Nullable String>> rows(String sql) {
    return rows(sql, Map.of());
  }

  /** The small result of a query under some settings. */
  public List<List<@Nullable String>> rows(String sql, Map<String, String> querySettings) {
    Map<String, String> parameters = parameters(querySettings);
    parameters.put("default_format", "TabSeparated");
    parameters.put("wait_end_of_query", "1");
    String id = parameters.get("query_id");
    HttpResponse<InputStream> answer =
        send(parameters, BodyPublishers.ofString(sql), null, "asking");
    try (InputStream body = answer.body()) {
      return Tsv.parse(body.readAllBytes());
    } catch (IOException failure) {
      throw lost("asking", id, failure);
    }
  }

  /** One cell that must be there. */
  public String value(String sql) {
    List<List<@Nullable String>> rows = rows(sql);
    String cell = rows.size() == 1 && rows.get(0).size() == 1 ? rows.get(0).get(0) : null;
    if (cell == null) {
      throw ChCode.STREAM_MALFORMED.error("a question with one answer got another: " + sql).build();
    }
    return cell;
  }

  /** Runs a statement to its end. */
  public Written execute(String sql) {
    return execute(sql, Map.of());
  }

  /** Runs a statement under some settings to its end. */
  public Written execute(String sql, Map<String, String> querySettings) {
    Map<String, String> parameters = parameters(querySettings);
    parameters.put("wait_end_of_query", "1");
    return finish(parameters, BodyPublishers.ofString(sql), null, "executing");
  }

  /**
   * Runs an INSERT with rows of any publisher; one that fails half-way aborts the request.
   *
   * @param querySettings settings and parameters, such as {@code decompress=1} for the server's own
   *     compressed frames
   */
  public Written insert(
      String sql,
      Map<String, String> querySettings,
      BodyPublisher body,
      @Nullable String contentEncoding) {
    Map<String, String> parameters = parameters(querySettings);
    parameters.put("query", sql);
    parameters.put("wait_end_of_query", "1");
    return finish(parameters, body, contentEncoding, "inserting");
  }

  /**
   * Begins a query and hands over its result as it comes. The stream throws {@link IOException}
   * when it was cut off; an exception of the server in its middle is for the reader of the format
   * to find.
   *
   * @param querySettings settings and parameters, such as {@code compress=1}
   */
  public Reading read(String sql, Map<String, String> querySettings) {
    Map<String, String> parameters = parameters(querySettings);
    String id = String.valueOf(parameters.get("query_id"));
    HttpResponse<InputStream> answer =
        send(parameters, BodyPublishers.ofString(sql), null, "reading");
    boolean framed =
        answer.headers().firstValue("Content-Length").isPresent()
            || answer.headers().allValues("Transfer-Encoding").stream()
                .anyMatch("chunked"::equalsIgnoreCase);
    Reading reading = new Reading(this, context, id, answer.body());
    if (!framed) {
      reading.close();
      // A body that ends with its connection cannot be told from one that was cut off.
      throw ChCode.NOT_CLICKHOUSE.error("an answer does not tell its end").build();
    }
    return reading;
  }

  /** Tells the server to stop a query; does its best and never throws. */
  public void kill(String queryId) {
    if (closed) {
      return;
    }
    try {
      Map<String, String> parameters = new TreeMap<>();
      HttpRequest request =
          request(
                  parameters,
                  BodyPublishers.ofString("KILL QUERY WHERE query_id = '" + queryId + "' ASYNC"))
              .timeout(KILL_PATIENCE)
              .build();
      kills.removeIf(CompletableFuture::isDone);
      kills.add(http.sendAsync(request, BodyHandlers.discarding()));
    } catch (RuntimeException failure) {
      context
          .logger()
          .log(System.Logger.Level.DEBUG, "query " + queryId + " could not be killed", failure);
    }
  }

  private Map<String, String> parameters(Map<String, String> querySettings) {
    Map<String, String> all = new TreeMap<>(settings.settings());
    all.putAll(querySettings);
    all.putIfAbsent("query_id", "dpone-" + UUID.randomUUID());
    return all;
  }

  private Written finish(
      Map<String, String> parameters,
      BodyPublisher body,
      @Nullable String contentEncoding,
      String doing) {
    String id = String.valueOf(parameters.get("query_id"));
    HttpResponse<InputStream> answer = send(parameters, body, contentEncoding, doing);
    try (InputStream rest = answer.body()) {
      String text = new String(rest.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
      ChErrors.inStream(doing, text)
          .ifPresent(failure -> {
            throw failure;
          });
    } catch (IOException failure) {
      throw lost(doing, id, failure);
    }
    String summary = answer.headers().firstValue("X-ClickHouse-Summary").orElse("");
    return new Written(id, number(WRITTEN_ROWS, summary), number(WRITTEN_BYTES, summary));
  }

  private static long number(Pattern pattern, String summary) {
    Matcher found = pattern.matcher(summary);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private HttpResponse<InputStream> send(
      Map<String, String> parameters,
      BodyPublisher body,
      @Nullable String contentEncoding,
      String doing) {
    context.cancellation().check();
    if (closed) {
      throw closed(doing);
    }
    String id = String.valueOf(parameters.get("query_id"));
    HttpRequest.Builder request = request(parameters, body);
    if (contentEncoding != null) {
      request.header("Content-Encoding", contentEncoding);
    }
    if (!settings.answerTimeout().isZero()) {
      request.timeout(settings.answerTimeout());
    }
    String where = doing + " at " + settings.target();
    CompletableFuture<HttpResponse<InputStream>> future =
        http.sendAsync(request.build(), info -> new AnswerBody(settings.answerTimeout()));
    HttpResponse<InputStream> answer;
    try (AutoCloseable registration =
        context
            .cancellation()
            .onCancel(() -> {
              kill(id);
              future.cancel(true);
            })) {
      answer = future.get();
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      kill(id);
      Thread.currentThread().interrupt();
      throw closed(doing);
    } catch (CancellationException cancelled) {
      context.cancellation().check();
      throw closed(doing);
    } catch (ExecutionException failure) {
      context.cancellation().check();
      if (closed) {
        throw closed(doing);
      }
      throw ChErrors.network(where, failure.getCause() == null ? failure : failure.getCause());
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    checked(answer, where);
    return answer;
  }

  private void checked(HttpResponse<InputStream> answer, String where) {
    String code = answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse(null);
    if (answer.statusCode() == 200 && code == null) {
      return;
    }
    String text;
    try (InputStream body = answer.body()) {
      text = Frames.text(body.readNBytes(LONGEST_ERROR));
    } catch (IOException failure) {
      text = "the answer with status " + answer.statusCode() + " broke off";
    }
    if (code != null || text.contains("DB::")) {
      throw ChErrors.answer(where, code, text);
    }
    int status = answer.statusCode();
    String what = where + ": status " + status;
    if (status == 429 || status == 502 || status == 503 || status == 504) {
      throw ChCode.GATEWAY
          .error(what)
          .retryAfter(
              answer
                  .headers()
                  .firstValue("Retry-After")
                  .filter(s -> s.matches("\\d{1,5}"))
                  .map(s -> Duration.ofSeconds(Long.parseLong(s)))
                  .orElse(null))
          .build();
    }
    throw (status == 401 || status == 403 ? ChCode.LOGIN_REFUSED : ChCode.NOT_CLICKHOUSE)
        .error(what)
        .build();
  }

  private HttpRequest.Builder request(Map<String, String> parameters, BodyPublisher body) {
    StringBuilder query = new StringBuilder("?database=").append(encoded(settings.database()));
    parameters.forEach((name, value) ->
        query.append('&').append(encoded(name)).append('=').append(encoded(value)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.endpoint() + query.toString()))
            .header("X-ClickHouse-User", settings.user())
            .POST(body);
    settings.password().ifPresent(secret -> request.header("X-ClickHouse-Key", secret.reveal()));
    return request;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  DponeException lost(String doing, @Nullable String queryId, Throwable failure) {
    context.cancellation().check();
    if (closed) {
      return closed(doing);
    }
    return ChErrors.network(
        doing + " at " + settings.target() + " (query " + queryId + ")", failure);
  }

  private static DponeException closed(String doing) {
    return ChCode.CLOSED.error("it was closed while " + doing).build();
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed = true;
    try {
      // A query that nobody waits for any more would go on at the server.
      CompletableFuture.allOf(kills.toArray(CompletableFuture[]::new))
          .get(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      context.logger().log(System.Logger.Level.DEBUG, "a query could not be killed", failure);
    } finally {
      http.shutdownNow();
    }
  }
}
