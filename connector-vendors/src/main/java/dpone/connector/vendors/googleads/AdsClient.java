package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.services.GoogleAdsServiceGrpc;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamRequest;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Redactor;
import dpone.toolkit.http.limit.Traffic;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service: one channel, one login and one set of limits for an opened source. Thread-safe.
 */
final class AdsClient implements AutoCloseable {
  /** Name of its calls in the retry policy and in meters. */
  static final String OPERATION = "google-ads.search";

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Answers stay bytes until their rows are read one by one. */
  private static final MethodDescriptor<SearchGoogleAdsStreamRequest, ByteBuffer> METHOD =
      GoogleAdsServiceGrpc.getSearchStreamMethod().toBuilder(
              GoogleAdsServiceGrpc.getSearchStreamMethod().getRequestMarshaller(), new Bytes())
          .build();

  private final AdsSettings settings;
  private final ConnectorContext context;
  private final Login login;
  private final Traffic traffic;
  private final AdsFailures failures;
  private @Nullable AdsChannel channel;
  private volatile boolean closed;

  AdsClient(AdsSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.login = settings.http().login().open(settings.http(), context);
    this.traffic = new Traffic(settings.http().limits(), context);
    this.failures =
        new AdsFailures(
            new Redactor(
                settings.http().secretParameters(),
                () ->
                    Stream.concat(login.secrets().stream(), Stream.of(settings.developerToken()))
                        .toList()));
  }

  /** The failures of this client. */
  AdsFailures failures() {
    return failures;
  }

  /**
   * A stream whose first answer is there.
   *
   * @param first that answer; null when there are no rows at all
   */
  record Opened(String call, SearchCall stream, Traffic.Passage passage, @Nullable ByteBuffer first)
      implements AutoCloseable {
    @Override
    public void close() {
      stream.close();
      passage.close();
    }
  }

  /** Asks a customer's account, again by the run's policy until the first answer is there. */
  Opened search(String customer, String query) {
    return context.retry().call(OPERATION, () -> once(customer, query));
  }

  private Opened once(String customer, String query) {
    context.cancellation().check();
    if (closed) {
      throw HttpCode.CLOSED.error("a query was sent after the source was closed").build();
    }
    Credential credential = login.credential();
    try {
      return exchange(customer, query, credential);
    } catch (DponeException refused) {
      if (!HttpCode.UNAUTHORIZED.is(refused) || !login.renew(credential)) {
        throw refused;
      }
    }
    return exchange(customer, query, login.credential());
  }

  private Opened exchange(String customer, String query, Credential credential) {
    String call = "SearchStream of customer " + customer;
    SearchGoogleAdsStreamRequest request =
        SearchGoogleAdsStreamRequest.newBuilder().setCustomerId(customer).setQuery(query).build();
    Traffic.Passage passage = traffic.enter(settings.http().origin().toString());
    boolean open = false;
    SearchCall stream = null;
    try {
      CallOptions options = CallOptions.DEFAULT;
      Optional<Duration> left = context.cancellation().remaining();
      if (left.isPresent()) {
        options =
            options.withDeadlineAfter(Math.max(1, left.get().toMillis()), TimeUnit.MILLISECONDS);
      }
      stream =
          SearchCall.start(
              channel().newCall(METHOD, options),
              headers(credential),
              request,
              context.cancellation(),
              settings.http().timeouts().answer());
      ByteBuffer first = stream.next();
      passage.succeeded();
      open = true;
      return new Opened(call, stream, passage, first);
    } catch (SearchCall.Failed failed) {
      throw failed(call, failed, passage);
    } finally {
      if (!open) {
        if (stream != null) {
          stream.close();
        }
        passage.close();
      }
    }
  }

  /** What a stream failed for; who is to be slowed down is, with all streams of the credential. */
  DponeException failed(String call, SearchCall.Failed failed, Traffic.Passage passage) {
    context.cancellation().check();
    if (closed) {
      return HttpCode.CLOSED.error(call + ": it was closed while it waited").build();
    }
    DponeException failure = failures.of(call, failed.status(), failed.trailers());
    if (HttpCode.THROTTLED.is(failure)) {
      traffic.pause(failure.retryAfter().orElse(PAUSE));
    }
    if (failure.category().retryable()
        && failed.status().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
      passage.failed(failure);
    } else {
      passage.succeeded();
    }
    return failure;
  }

  private Metadata headers(Credential credential) {
    Metadata headers = new Metadata();
    put(headers, "developer-token", settings.developerToken().reveal());
    settings.loginCustomer().ifPresent(id -> put(headers, "login-customer-id", id));
    credential.headers().forEach((name, value) -> put(headers, name, value));
    return headers;
  }

  private static void put(Metadata headers, String name, String value) {
    headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  private synchronized Channel channel() {
    AdsChannel known = channel;
    if (known == null) {
      known = AdsChannel.open(settings.http());
      channel = known;
    }
    return known.calls();
  }

  @Override
  public void close() {
    closed = true;
    traffic.close();
    login.close();
    AdsChannel known;
    synchronized (this) {
      known = channel;
    }
    if (known != null) {
      known.close();
    }
  }

  /** Leaves an answer as it came. */
  private static final class Bytes implements MethodDescriptor.Marshaller<ByteBuffer> {
    @Override
    public InputStream stream(ByteBuffer value) {
      throw new UnsupportedOperationException("only answers are bytes");
    }

    @Override
    public ByteBuffer parse(InputStream stream) {
      try (stream) {
        return ByteBuffer.wrap(stream.readAllBytes());
      } catch (IOException broken) {
        throw Status.INTERNAL.withCause(broken).asRuntimeException();
      }
    }
  }
}
