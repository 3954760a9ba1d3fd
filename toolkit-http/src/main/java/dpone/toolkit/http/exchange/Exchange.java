package dpone.toolkit.http.exchange;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.limit.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One try of a call: sent, redirects followed, judged. Used by one thread. */
final class Exchange {
  private static final long SLICE = 500;
  private static final int JUDGED = 8 << 10;
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
  private static final Set<String> EVERYWHERE =
      Set.of("accept", "accept-encoding", "accept-language", "if-range", "range", "user-agent");
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

  private final HttpSettings settings;
  private final ConnectorContext context;
  private final HttpClient client;
  private final Traffic traffic;
  private final Faults faults;
  private final UnderWay underWay;
  private final BooleanSupplier closed;
  private final long deadline;

  Exchange(
      HttpSettings settings,
      ConnectorContext context,
      HttpClient client,
      Traffic traffic,
      Faults faults,
      UnderWay underWay,
      BooleanSupplier closed) {
    this.settings = settings;
    this.context = context;
    this.client = client;
    this.traffic = traffic;
    this.faults = faults;
    this.underWay = underWay;
    this.closed = closed;
    this.deadline = System.nanoTime() + settings.timeouts().total().toNanos();
  }

  HttpAnswer run(HttpCall call, Credential credential, BodyBuffer buffer) {
    HttpCall at = call;
    Set<URI> seen = new HashSet<>();
    while (true) {
      CallName name = faults.name(at.method(), at.uri());
      if (!seen.add(at.uri()) || seen.size() > settings.redirects() + 1) {
        throw HttpCode.REDIRECT.error(name + ": redirects go in a circle or on and on").build();
      }
      Traffic.Passage passage = traffic.enter(Origin.of(at.uri()).toString());
      boolean kept = false;
      try {
        HttpResponse<BodyStream> response =
            send(at, at.login() ? credential : Credential.NONE, name, passage);
        passage.answered();
        Optional<HttpCall> next = redirected(at, response, name);
        if (next.isPresent()) {
          passage.succeeded();
          response.body().close();
          at = next.get();
          continue;
        }
        HttpAnswer answer = taken(at, response, name, buffer, passage);
        kept = answer.whole().isEmpty();
        return answer;
      } finally {
        if (!kept) {
          passage.close();
        }
      }
    }
  }

  private HttpResponse<BodyStream> send(
      HttpCall call, Credential credential, CallName name, Traffic.Passage passage) {
    HttpRequest request = request(call, credential, name);
    CompletableFuture<HttpResponse<BodyStream>> future =
        client.sendAsync(
            request, info -> new BodyStream(context.cancellation(), settings.timeouts().idle()));
    try (AutoCloseable entry = underWay.add(() -> future.cancel(true));
        AutoCloseable registration = context.cancellation().onCancel(() -> future.cancel(true))) {
      return await(future, name);
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      context.cancellation().check();
      throw closed(name);
    } catch (CancellationException cancelled) {
      context.cancellation().check();
      throw closed(name);
    } catch (ExecutionException failure) {
      context.cancellation().check();
      if (closed.getAsBoolean()) {
        throw closed(name);
      }
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      passage.failed(cause);
      throw faults.unanswered(name, cause);
    } catch (TimeoutException late) {
      future.cancel(true);
      passage.failed(late);
      throw HttpCode.TIMEOUT
          .error(
              name + ": no answer came within " + settings.timeouts().answer().toMillis() + " ms")
          .build();
    } catch (RuntimeException failure) {
      future.cancel(true);
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** In slices, since nobody else notices that the deadline of the run has passed. */
  private HttpResponse<BodyStream> await(
      CompletableFuture<HttpResponse<BodyStream>> future, CallName name) throws Exception {
    Timeouts timeouts = settings.timeouts();
    long begun = System.nanoTime();
    long until = begun + timeouts.connect().plus(timeouts.answer()).toNanos();
    while (true) {
      context.cancellation().check();
      if (closed.getAsBoolean()) {
        throw closed(name);
      }
      long left = Math.min(until, deadline) - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException();
      }
      long slice = Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, SLICE);
      try {
        return future.get(slice, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // once more
      }
    }
  }

  private HttpRequest request(HttpCall call, Credential credential, CallName name) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(addressed(call.uri(), credential));
      HttpContent content = call.content();
      request.method(
          call.method(),
          content == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content.bytes()));
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Accept-Encoding", Decoding.ACCEPTED);
      if (content != null && !content.type().isEmpty()) {
        headers.put("Content-Type", content.type());
      }
      if (settings.origins().stream().anyMatch(origin -> origin.holds(call.uri()))) {
        headers.putAll(settings.headers());
      } else {
        // What was written for the API may be a key to it.
        settings
            .headers()
            .forEach((header, value) -> {
              if (EVERYWHERE.contains(header.toLowerCase(Locale.ROOT))) {
                headers.put(header, value);
              }
            });
      }
      headers.putAll(call.headers());
      headers.putAll(credential.headers());
      headers.forEach(request::setHeader);
      return request.build();
    } catch (IllegalArgumentException unfit) {
      throw faults.unanswered(name, unfit);
    }
  }

  /** A link that the system made may carry the key already; it is the one of now that counts. */
  private static URI addressed(URI uri, Credential credential) {
    if (credential.query().isEmpty()) {
      return uri;
    }
    List<String> pairs = new ArrayList<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        if (!credential.query().containsKey(pair.split("=", 2)[0])) {
          pairs.add(pair);
        }
      }
    }
    credential.query().forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    String address = uri.toString();
    int end = address.indexOf('?');
    int fragment = address.indexOf('#');
    end = end >= 0 ? end : fragment >= 0 ? fragment : address.length();
    return URI.create(address.substring(0, end) + "?" + String.join("&", pairs));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Where an answer sends; an answer from elsewhere never gets the login. */
  private Optional<HttpCall> redirected(
      HttpCall call, HttpResponse<BodyStream> response, CallName name) {
    int status = response.statusCode();
    if (!MOVED.contains(status) || call.accepts().contains(status)) {
      return Optional.empty();
    }
    String location = response.headers().firstValue("Location").orElse("");
    URI target;
    try {
      target = Origin.resolve(call.uri(), location);
    } catch (java.net.URISyntaxException malformed) {
      throw HttpCode.REDIRECT
          .error(name + " answered " + status + " and leads to no address")
          .build();
    }
    boolean asks = call.method().equals("GET") || call.method().equals("HEAD");
    if (location.isBlank() || (!asks && (status == 301 || status == 302))) {
      throw HttpCode.REDIRECT
          .error(
              name
                  + " answered "
                  + status
                  + (location.isBlank()
                      ? " without an address"
                      : ", which is not followed with a body"))
          .build();
    }
    HttpCall next = status == 303 && !asks ? call.asGet(target) : call.to(target);
    if (Origin.of(call.uri()).holds(target)) {
      return Optional.of(next);
    }
    // Storage is told what to give by the address alone.
    if (asks && settings.downloads().allow(target)) {
      return Optional.of(next.withoutLogin().onlyHeaders(EVERYWHERE));
    }
    Origin.of(call.uri()).require(target);
    return Optional.of(next);
  }

  private HttpAnswer taken(
      HttpCall call,
      HttpResponse<BodyStream> response,
      CallName name,
      BodyBuffer buffer,
      Traffic.Passage passage) {
    Headers headers = new Headers(response.headers());
    int status = response.statusCode();
    boolean named = headers.first("Retry-After").isPresent();
    Optional<HttpCode> usual =
        call.accepts().contains(status) ? Optional.empty() : faults.code(status, named);
    BodyStream raw = response.body();
    raw.until(deadline);
    AutoCloseable entry = underWay.add(raw::close);
    boolean open = false;
    try {
      InputStream decoded = null;
      boolean whole = true;
      try {
        decoded = empty(call, status) ? InputStream.nullInputStream() : Decoding.of(headers, raw);
        long length =
            Decoding.plain(headers)
                ? headers.first("Content-Length").map(Exchange::length).orElse(-1L)
                : -1L;
        whole = buffer.fill(decoded, length);
      } catch (IOException failure) {
        // What a refusal says is worth little beside that it is one.
        if (usual.isEmpty()) {
          throw broke(name, raw, failure, passage);
        }
      }
      AnswerHead head =
          new AnswerHead(
              status, headers, call.uri(), buffer.array(), Math.min(buffer.length(), JUDGED));
      judge(head, usual, headers, name, passage);
      passage.succeeded();
      if (whole || decoded == null) {
        return new HttpAnswer(name, status, headers, call.uri(), buffer, null);
      }
      raw.unbounded();
      LiveBody rest =
          new LiveBody(
              name,
              faults,
              raw,
              decoded,
              () -> {
                passage.close();
                quietly(entry);
              });
      open = true;
      return new HttpAnswer(name, status, headers, call.uri(), buffer, rest);
    } finally {
      if (!open) {
        raw.close();
        quietly(entry);
      }
    }
  }

  private DponeException broke(
      CallName name, BodyStream raw, IOException failure, Traffic.Passage passage) {
    context.cancellation().check();
    if (raw.isClosed() || closed.getAsBoolean()) {
      return closed(name);
    }
    passage.failed(failure);
    return faults.broken(name, failure);
  }

  private void judge(
      AnswerHead head,
      Optional<HttpCode> usual,
      Headers headers,
      CallName name,
      Traffic.Passage passage) {
    Verdict verdict = settings.verdicts().judge(head);
    if (verdict instanceof Verdict.Accept) {
      return;
    }
    HttpCode code = usual.orElse(null);
    String detail = "";
    Duration asked = null;
    if (verdict instanceof Verdict.Refuse refuse) {
      code = refuse.code();
      detail = refuse.detail();
      asked = refuse.pause();
    }
    if (code == null && !settings.html() && html(head)) {
      code = HttpCode.HTML_PAGE;
    }
    if (code == null) {
      return;
    }
    // Headers of a limit say when its window ends also where nothing was refused for it.
    if (asked == null && (code == HttpCode.THROTTLED || head.header("Retry-After").isPresent())) {
      asked = settings.waits().of(headers, context.clock().instant()).orElse(null);
    }
    DponeException refused = faults.refused(code, name, head, detail, asked);
    if (code == HttpCode.THROTTLED) {
      traffic.pause(asked == null ? SHORT_PAUSE : asked);
    }
    if (code == HttpCode.SERVER_ERROR || code == HttpCode.TIMEOUT) {
      passage.failed(refused);
    } else {
      passage.succeeded();
    }
    throw refused;
  }

  private static boolean html(AnswerHead head) {
    String type = head.header("Content-Type").orElse("");
    return type.regionMatches(true, 0, "text/html", 0, 9) && !head.text().isBlank();
  }

  private static boolean empty(HttpCall call, int status) {
    return call.method().equals("HEAD") || status == 204 || status == 304;
  }

  private static long length(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException malformed) {
      return -1;
    }
  }

  private static DponeException closed(CallName name) {
    return HttpCode.CLOSED.error(name + ": it was closed while it waited").build();
  }

  private static void quietly(@Nullable AutoCloseable entry) {
    try {
      if (entry != null) {
        entry.close();
      }
    } catch (Exception none) {
      throw new IllegalStateException(none);
    }
  }
}
