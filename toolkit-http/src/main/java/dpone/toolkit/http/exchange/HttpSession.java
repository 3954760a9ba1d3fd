package dpone.toolkit.http.exchange;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.limit.HttpMeter;
import dpone.toolkit.http.limit.Traffic;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Calls an API: logs in, keeps to its limits, tries passing failures again by the run's policy, and
 * never shows a secret. One for an opened source; thread-safe. Every call ends soon after
 * cancellation, the run's deadline and {@link #close}.
 */
public final class HttpSession implements AutoCloseable {
  /** An answer of that many bytes is held in memory however little the run has. */
  private static final int LEAST = 64 << 10;

  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);

  /** What {@link #ask} takes. */
  private static final int SMALL = 1 << 20;

  /** Failures after which it is known that the request was not carried out. */
  private static final Set<HttpCode> NOT_CARRIED_OUT =
      Set.of(HttpCode.UNREACHABLE, HttpCode.THROTTLED, HttpCode.CIRCUIT_OPEN);

  private final HttpSettings settings;
  private final ConnectorContext context;
  private final Login login;
  private final Traffic traffic;
  private final Redactor redactor;
  private final Faults faults;
  private final Flights flights;
  private @Nullable CloseableHttpClient client;
  private volatile boolean closed;

  private HttpSession(HttpSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.login = settings.login().open(settings, context);
    this.traffic = new Traffic(settings.limits(), context);
    this.redactor = new Redactor(settings.secretParameters(), login::secrets);
    this.faults = new Faults(context, redactor);
    this.flights = new Flights(context.cancellation());
  }

  /** A session, not connected yet. */
  public static HttpSession open(HttpSettings settings, ConnectorContext context) {
    return new HttpSession(settings, context);
  }

  /** What it was made from. */
  public HttpSettings settings() {
    return settings;
  }

  /** Makes text of the API fit to be seen. */
  public Redactor redactor() {
    return redactor;
  }

  /**
   * Sends a request and takes its answer, tried again by the run's policy. Its body is read whole
   * before it is handed on as far as {@link HttpSettings#wholeBytes} allows, so that one that
   * breaks off is tried again, too; a larger one is streamed from there.
   *
   * <p>Waits for memory: the caller holds none of its own meanwhile (rule MEM-1).
   *
   * @throws DponeException with a code of {@link HttpCode}
   */
  public HttpAnswer send(HttpCall call) {
    check(call);
    return send(call, BodyBuffer.owned(context.allocator().reserve(), limit()));
  }

  /**
   * The same in memory that the caller has and keeps longer than the answer, for many calls one
   * after the other; waits for none.
   */
  public HttpAnswer send(HttpCall call, BatchMemory memory) {
    check(call);
    return send(call, BodyBuffer.lent(memory, limit()));
  }

  /**
   * The same for one of two answers that are held at the same time, each in half of the memory that
   * one may take.
   */
  public HttpAnswer sendHalf(HttpCall call, BatchMemory memory) {
    check(call);
    return send(call, BodyBuffer.lent(memory, Math.max(1, limit() / 2)));
  }

  /**
   * The same for an answer that is small by nature, at most 1 MB, such as a state or a token.
   *
   * @throws DponeException {@code HTTP_TOO_LARGE} when it is larger
   */
  public HttpAnswer ask(HttpCall call) {
    check(call);
    HttpAnswer answer = send(call, BodyBuffer.small(SMALL));
    if (answer.whole().isEmpty()) {
      answer.close();
      throw HttpCode.TOO_LARGE
          .error(answer.call() + ": an answer that has to be small is larger than 1 MB")
          .build();
    }
    return answer;
  }

  /**
   * Waits, such as for an export; ends soon after cancellation and {@link #close}.
   *
   * @throws DponeException when it ended for one of them
   */
  public void pause(Duration length) {
    long until = System.nanoTime() + length.toNanos();
    try {
      for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
        context.cancellation().check();
        if (closed) {
          throw HttpCode.CLOSED.error("the session was closed while it waited").build();
        }
        TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      context.cancellation().check();
      throw HttpCode.CLOSED.error("a wait was interrupted").build();
    }
  }

  /** How long an answer asks to wait until the next call. */
  public Optional<Duration> asked(HttpAnswer answer) {
    return answer
        .header("Retry-After")
        .flatMap(text -> Waits.retryAfter(text, context.clock().instant()));
  }

  private int limit() {
    // All splits together take no more than a quarter of the run's memory for what they were told.
    long share = Math.max(LEAST, context.allocator().keptBytes());
    return (int) Math.min(settings.wholeBytes(), share);
  }

  private HttpAnswer send(HttpCall call, BodyBuffer buffer) {
    boolean taken = false;
    try {
      long begun = System.nanoTime();
      HttpAnswer answer = context.retry().call(call.operation(), () -> once(call, buffer));
      context.meters().time(HttpMeter.CALLS.id(), Duration.ofNanos(System.nanoTime() - begun));
      taken = true;
      return answer;
    } finally {
      if (!taken) {
        buffer.close();
      }
    }
  }

  private HttpAnswer once(HttpCall call, BodyBuffer buffer) {
    if (!call.login()) {
      return exchange(call, Credential.NONE, buffer);
    }
    Credential credential = login.credential();
    try {
      return exchange(call, credential, buffer);
    } catch (DponeException refused) {
      // Whoever was not let in has done nothing, so this may be sent once more, whatever it is.
      if (!HttpCode.UNAUTHORIZED.is(refused) || !login.renew(credential)) {
        throw refused;
      }
    }
    return exchange(call, login.credential(), buffer);
  }

  private HttpAnswer exchange(HttpCall call, Credential credential, BodyBuffer buffer) {
    Exchange exchange =
        new Exchange(settings, context, client(), traffic, faults, flights, () -> closed);
    try {
      return exchange.run(call, credential, buffer);
    } catch (DponeException failure) {
      boolean again = call.repeatable() || !failure.category().retryable();
      if (again || NOT_CARRIED_OUT.stream().anyMatch(code -> code.is(failure))) {
        throw failure;
      }
      throw HttpCode.OUTCOME_UNKNOWN
          .error(failure.what() + "; it may have been carried out, and is not sent again")
          .cause(failure)
          .build();
    }
  }

  private void check(HttpCall call) {
    context.cancellation().check();
    if (closed) {
      throw HttpCode.CLOSED.error("a call was made after the session was closed").build();
    }
    URI uri = call.uri();
    boolean known = settings.origins().stream().anyMatch(origin -> origin.holds(uri));
    if (!known && (call.login() || !settings.downloads().allow(uri))) {
      settings.origin().require(uri);
    }
  }

  private synchronized CloseableHttpClient client() {
    CloseableHttpClient known = client;
    if (known == null) {
      known = Clients.of(settings, context.cancellation(), () -> closed);
      client = known;
    }
    return known;
  }

  /** Ends every call and lets the connections go. */
  @Override
  public void close() {
    closed = true;
    traffic.close();
    flights.close();
    login.close();
    CloseableHttpClient known;
    synchronized (this) {
      known = client;
    }
    if (known != null) {
      known.close(CloseMode.IMMEDIATE);
    }
  }
}
