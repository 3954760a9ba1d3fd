package dpone.toolkit.http.exchange;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.limit.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.NoHttpResponseException;

/** One try of a call: sent, redirects followed, judged. Used by one thread. */
final class Exchange {
  private static final int JUDGED = 8 << 10;
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

  private final HttpSettings settings;
  private final ConnectorContext context;
  private final CloseableHttpClient client;
  private final Traffic traffic;
  private final Faults faults;
  private final Flights flights;
  private final BooleanSupplier closed;
  private final long deadline;

  Exchange(
      HttpSettings settings,
      ConnectorContext context,
      CloseableHttpClient client,
      Traffic traffic,
      Faults faults,
      Flights flights,
      BooleanSupplier closed) {
    this.settings = settings;
    this.context = context;
    this.client = client;
    this.traffic = traffic;
    this.faults = faults;
    this.flights = flights;
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
        Reply reply = send(at, at.login() ? credential : Credential.NONE, name, passage);
        passage.answered();
        Optional<HttpCall> next = redirected(at, reply, name);
        if (next.isPresent()) {
          passage.succeeded();
          reply.body().close();
          at = next.get();
          continue;
        }
        HttpAnswer answer = taken(at, reply, name, buffer, passage);
        kept = answer.whole().isEmpty();
        return answer;
      } finally {
        if (!kept) {
          passage.close();
        }
      }
    }
  }

  /** The head of an answer, and its body. */
  private record Reply(int status, Headers headers, BodyStream body) {}

  private Reply send(HttpCall call, Credential credential, CallName name, Traffic.Passage passage) {
    Timeouts timeouts = settings.timeouts();
    Flight flight = flights.begin(timeouts.connect().plus(timeouts.answer()), deadline);
    boolean open = false;
    try {
      Reply reply = answered(call, credential, name, flight);
      open = true;
      return reply;
    } catch (IOException failure) {
      throw unanswered(name, failure, flight, passage);
    } catch (IllegalStateException failure) {
      // The client takes it badly when its connection is closed under it.
      if (!flight.isEnded() && !closed.getAsBoolean()) {
        throw failure;
      }
      throw unanswered(name, failure, flight, passage);
    } finally {
      if (!open) {
        flight.close();
      }
    }
  }

  private Reply answered(HttpCall call, Credential credential, CallName name, Flight flight)
      throws IOException {
    while (true) {
      HttpUriRequestBase request = new Requests(settings, faults).of(call, credential, name);
      HttpClientContext exchange = HttpClientContext.create();
      flight.carries(request);
      flight.waits();
      try {
        ClassicHttpResponse response = client.executeOpen(null, request, exchange);
        if (ofProxy(request, exchange)) {
          throw new IOException("Tunnel failed: the proxy answered " + response.getCode());
        }
        InputStream body =
            response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
        return new Reply(
            response.getCode(),
            Headers.of(response),
            new BodyStream(body, flight, settings.timeouts().idle()));
      } catch (IOException failure) {
        if (!call.repeatable() || flight.isEnded() || !stale(failure, exchange)) {
          throw failure;
        }
      } finally {
        flight.goesOn();
      }
    }
  }

  /** The client hands on a refused tunnel as if the system itself had answered. */
  private boolean ofProxy(HttpUriRequestBase request, HttpClientContext exchange) {
    return settings.wire().proxy() != null
        && "https".equalsIgnoreCase(request.getScheme())
        && exchange.getSSLSession() == null;
  }

  /**
   * Whether an idle connection was closed by the other end just as it was used again, which says
   * nothing about the system (RFC 9112, section 9.3.1).
   */
  private static boolean stale(IOException failure, HttpClientContext exchange) {
    EndpointDetails connection = exchange.getEndpointDetails();
    return connection != null
        && connection.getResponseCount() > 0
        && (failure instanceof NoHttpResponseException || failure instanceof SocketException);
  }

  private DponeException unanswered(
      CallName name, Exception failure, Flight flight, Traffic.Passage passage) {
    context.cancellation().check();
    Flight.End end = flight.ended();
    if (end == Flight.End.UNWANTED || closed.getAsBoolean()) {
      return closed(name);
    }
    passage.failed(failure);
    if (end == Flight.End.NONE) {
      return faults.unanswered(name, failure);
    }
    return HttpCode.TIMEOUT
        .error(name + ": no answer came within " + settings.timeouts().answer().toMillis() + " ms")
        .build();
  }

  /** Where an answer sends; an answer from elsewhere never gets the login. */
  private Optional<HttpCall> redirected(HttpCall call, Reply reply, CallName name) {
    int status = reply.status();
    if (!MOVED.contains(status) || call.accepts().contains(status)) {
      return Optional.empty();
    }
    String location = reply.headers().first("Location").orElse("");
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
      return Optional.of(next.withoutLogin().onlyHeaders(Requests.EVERYWHERE));
    }
    Origin.of(call.uri()).require(target);
    return Optional.of(next);
  }

  private HttpAnswer taken(
      HttpCall call, Reply reply, CallName name, BodyBuffer buffer, Traffic.Passage passage) {
    Headers headers = reply.headers();
    int status = reply.status();
    boolean named = headers.first("Retry-After").isPresent();
    Optional<HttpCode> usual =
        call.accepts().contains(status) ? Optional.empty() : faults.code(status, named);
    BodyStream raw = reply.body();
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
      LiveBody rest = new LiveBody(name, faults, raw, decoded, passage::close);
      open = true;
      return new HttpAnswer(name, status, headers, call.uri(), buffer, rest);
    } finally {
      if (!open) {
        raw.close();
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
}
