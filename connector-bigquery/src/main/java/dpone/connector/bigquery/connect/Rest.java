package dpone.connector.bigquery.connect;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.error.BqErrors;
import dpone.connector.bigquery.option.Settings;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the REST interface, each tried once and classified. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest">BigQuery: REST</a>
 */
public final class Rest implements AutoCloseable {
  /** The path of everything that is not an upload. */
  static final String BASE = "/bigquery/v2";

  private final Settings settings;
  private final ConnectorContext context;
  private final Caller caller;
  private final HttpClient client;
  private final Map<Long, CompletableFuture<?>> open = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean closed;

  /** A caller of that connection; does not connect. */
  public Rest(Settings settings, ConnectorContext context) {
    this(settings, context, false);
  }

  /**
   * The same.
   *
   * @param storage whether it calls Cloud Storage, too
   */
  public Rest(Settings settings, ConnectorContext context, boolean storage) {
    this.settings = settings;
    this.context = context;
    this.caller =
        settings.credentials().equals("none") ? Caller.NOBODY : new GoogleCaller(settings, storage);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            // Over HTTP/1.1 a broken upload is one connection's and nobody else's.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Options of the connection. */
  public Settings settings() {
    return settings;
  }

  /** Reads something. */
  JsonNode get(String doing, String path) {
    return json(doing, call(doing, "GET", BASE + path, null));
  }

  /** Reads something that may not be there. */
  Optional<JsonNode> find(String doing, String path) {
    HttpResponse<String> answer = exchange(doing, "GET", BASE + path, null);
    if (answer.statusCode() == 404) {
      DponeException failure = failure(doing, answer);
      if (failure.code().endsWith("NOT_FOUND")) {
        return Optional.empty();
      }
      throw failure;
    }
    return Optional.of(json(doing, checked(doing, answer)));
  }

  /** Makes something. */
  JsonNode post(String doing, String path, JsonNode body) {
    return json(doing, call(doing, "POST", BASE + path, body));
  }

  /** Removes something; false if it was not there. */
  boolean delete(String doing, String path) {
    HttpResponse<String> answer = exchange(doing, "DELETE", BASE + path, null);
    if (answer.statusCode() == 404) {
      return false;
    }
    checked(doing, answer);
    return true;
  }

  private HttpResponse<String> call(
      String doing, String method, String path, @Nullable JsonNode body) {
    return checked(doing, exchange(doing, method, path, body));
  }

  private HttpResponse<String> exchange(
      String doing, String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request = request(URI.create(settings.endpoint() + path));
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json; charset=UTF-8")
          .method(method, BodyPublishers.ofString(body.toString()));
    }
    return send(doing, request);
  }

  /** A request in the caller's name, with the limit of one call. */
  HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (!settings.answerTimeout().isZero()) {
      request.timeout(settings.answerTimeout());
    }
    for (Map.Entry<String, List<String>> header : credentials().entrySet()) {
      header.getValue().forEach(value -> request.header(header.getKey(), value));
    }
    return request;
  }

  /**
   * The headers that say who calls. A token takes as long as the network lets it: whoever is to
   * stop does not wait for it.
   */
  public Map<String, List<String>> credentials() {
    if (caller.equals(Caller.NOBODY)) {
      return Map.of();
    }
    context.cancellation().check();
    return waited(
        "asking for a token",
        CompletableFuture.supplyAsync(
            caller::headers, task -> Thread.ofVirtual().name("bigquery-token").start(task)));
  }

  /** Sends it, whatever the answer says. */
  HttpResponse<String> send(String doing, HttpRequest.Builder request) {
    if (closed) {
      throw BqCode.CLOSED.error(doing + ": the connection was closed").build();
    }
    context.cancellation().check();
    context.meters().count("dpone.bigquery.calls", 1);
    return waited(doing, client.sendAsync(request.build(), BodyHandlers.ofString()));
  }

  private <T> T waited(String doing, CompletableFuture<T> answer) {
    long number = calls.incrementAndGet();
    open.put(number, answer);
    try (AutoCloseable ignored = context.cancellation().onCancel(() -> answer.cancel(true))) {
      return answer.get();
    } catch (ExecutionException failure) {
      context.cancellation().check();
      Throwable cause = failure.getCause();
      if (cause instanceof DponeException told) {
        throw told;
      }
      throw BqErrors.network(doing, cause == null ? failure : cause);
    } catch (CancellationException stopped) {
      context.cancellation().check();
      throw BqCode.CLOSED.error(doing + ": the connection was closed").build();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw BqCode.CLOSED.error(doing + ": interrupted").build();
    } catch (DponeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      open.remove(number);
    }
  }

  private HttpResponse<String> checked(String doing, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw failure(doing, answer);
    }
    return answer;
  }

  /** The error that an answer tells. */
  static DponeException failure(String doing, HttpResponse<String> answer) {
    String reason = "";
    String message = "";
    try {
      JsonNode error = JSON.tree(answer.body()).path("error");
      message = error.path("message").asText("");
      reason = error.path("errors").path(0).path("reason").asText("");
    } catch (DponeException notJson) {
      message = answer.body().length() > 200 ? answer.body().substring(0, 200) : answer.body();
    }
    return BqErrors.answer(doing, answer.statusCode(), reason, message, wait(answer));
  }

  private static @Nullable Duration wait(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,5}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(null);
  }

  /** What an answer holds. */
  static JsonNode json(String doing, HttpResponse<String> answer) {
    try {
      return JSON.tree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (DponeException malformed) {
      throw BqCode.CONNECTION_LOST.error(doing + ": the answer is no JSON").build();
    }
  }

  /** A piece of a path. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The host. */
  public ConnectorContext context() {
    return context;
  }

  @Override
  public void close() {
    closed = true;
    open.values().forEach(call -> call.cancel(true));
    client.shutdownNow();
  }
}
