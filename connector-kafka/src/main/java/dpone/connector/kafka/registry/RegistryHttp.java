package dpone.connector.kafka.registry;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** HTTP to a registry: credential, TLS, waiting, and which failure is which. */
final class RegistryHttp implements AutoCloseable {
  /** Longest answer that is read, in bytes; the largest schemas known are far below. */
  private static final int LONGEST = 32 << 20;

  private static final int SHOWN = 1000;

  private final Options options;
  private final ConnectorContext context;
  private @Nullable HttpClient client;
  private volatile boolean closed;

  RegistryHttp(Options options, ConnectorContext context) {
    this.options = options;
    this.context = context;
  }

  /**
   * What the registry said.
   *
   * @param status HTTP status: 200, 404, 409, 422 or another that is nobody's fault
   */
  record Answer(int status, String body) {}

  String address() {
    String url = options.findString("url").orElse("");
    if (url.isEmpty()) {
      throw RegistryCode.REGISTRY_MISSING
          .error("the format needs a schema registry, and the connection names none")
          .build();
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  Answer get(String path) {
    return call(path, null);
  }

  Answer post(String path, String body) {
    return call(path, body);
  }

  static String shorten(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  private Answer call(String path, @Nullable String body) {
    URI uri = uri(path);
    // Asking, checking and registering the same schema again change nothing the second time.
    return context.retry().call("kafka.registry", () -> once(uri, body));
  }

  private URI uri(String path) {
    try {
      URI uri = URI.create(address() + path);
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The message would show the address, which may hold a password.
    }
    throw RegistryCode.REGISTRY_ANSWER
        .error("connection.schema_registry.url is not an address by http or https without user")
        .remedy("write it as http://host:port, with user and password as options of their own")
        .build();
  }

  private Answer once(URI uri, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout())
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    authorization().ifPresent(value -> request.header("Authorization", value));
    if (body != null) {
      request
          .header("Content-Type", "application/vnd.schemaregistry.v1+json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<InputStream> response = send(request.build());
    String text;
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw RegistryCode.REGISTRY_ANSWER.error("the answer is larger than 32 MiB").build();
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreachable("the connection to the registry broke");
    }
    return sort(response, text);
  }

  private Answer sort(HttpResponse<InputStream> response, String text) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw RegistryCode.REGISTRY_AUTHENTICATION
          .error(
              status == 401
                  ? "the registry refused the credential"
                  : "the credential may not do this at the registry")
          .build();
    }
    if (status == 429) {
      throw RegistryCode.REGISTRY_THROTTLED
          .error("the registry asks to slow down")
          .retryAfter(retryAfter(response))
          .build();
    }
    if (status >= 500) {
      throw RegistryCode.REGISTRY_FAILED.error("the registry answered " + status).build();
    }
    return new Answer(status, text);
  }

  private static @Nullable Duration retryAfter(HttpResponse<InputStream> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    context.cancellation().check();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    try (AutoCloseable registration = context.cancellation().onCancel(() -> answer.cancel(true))) {
      return answer.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("waiting for the registry was interrupted");
    } catch (DponeException e) {
      throw e;
    } catch (Exception e) {
      context.cancellation().check();
      throw unreachable("waiting for the registry was cut off");
    }
  }

  private DponeException failure(@Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return RegistryCode.REGISTRY_TLS
            .error("no encrypted connection to the registry: " + t.getMessage())
            .build();
      }
    }
    return unreachable(
        cause instanceof java.net.http.HttpTimeoutException
            ? "the registry did not answer in time"
            : "nothing answers at " + address());
  }

  private DponeException unreachable(String message) {
    return closed
        ? DponeException.of(
                dpone.spi.error.ErrorCategory.INTERNAL,
                "KAFKA_CLOSED",
                "the registry was closed while it was asked")
            .build()
        : RegistryCode.REGISTRY_UNREACHABLE.error(message).build();
  }

  private Duration timeout() {
    return options.has("timeout") ? options.duration("timeout") : Duration.ofSeconds(30);
  }

  private Optional<String> authorization() {
    Optional<Secret> token = options.secret("token");
    if (token.isPresent()) {
      return Optional.of("Bearer " + token.get().reveal());
    }
    return options
        .findString("username")
        .map(user -> {
          String password = options.secret("password").map(Secret::reveal).orElse("");
          byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
          return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
  }

  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              // A redirect could carry the credential to somebody else.
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(timeout());
      options.findString("ssl_root_cert").ifPresent(file -> builder.sslContext(trust(file)));
      known = builder.build();
      client = known;
    }
    return known;
  }

  private static SSLContext trust(String file) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] pem = Files.readAllBytes(Path.of(file));
      int index = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        store.setCertificateEntry("authority" + index++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw RegistryCode.REGISTRY_TLS
          .error("the file of connection.schema_registry.ssl_root_cert cannot be read: " + file)
          .cause(e)
          .build();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    HttpClient known = client;
    if (known != null) {
      known.shutdownNow();
    }
  }
}
