package dpone.connector.bigquery.connect;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.error.BqErrors;
import dpone.connector.bigquery.option.Settings;
import dpone.spi.error.DponeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Google's own library of credentials. The only class that names a type of it.
 *
 * @see <a href="https://cloud.google.com/docs/authentication">Google Cloud: authentication</a>
 */
final class GoogleCaller implements Caller {
  private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";
  private static final String STORAGE_SCOPE =
      "https://www.googleapis.com/auth/devstorage.read_write";
  private static final int IMPERSONATED_SECONDS = 3600;

  /** What asking for tokens of another account takes. */
  private static final String ANY_SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  private final Settings settings;
  private final HttpTransportFactory transport;
  private final List<String> scopes;
  private @Nullable GoogleCredentials credentials;

  /**
   * Of a connection.
   *
   * @param storage whether its tokens open Cloud Storage, too
   */
  GoogleCaller(Settings settings, boolean storage) {
    this(settings, storage, NetHttpTransport::new);
  }

  /** With another way to the endpoints of tokens. */
  GoogleCaller(Settings settings, boolean storage, HttpTransportFactory transport) {
    this.settings = settings;
    this.transport = transport;
    this.scopes = storage ? List.of(SCOPE, STORAGE_SCOPE) : List.of(SCOPE);
  }

  @Override
  public Map<String, List<String>> headers() {
    try {
      return credentials().getRequestMetadata(settings.endpoint());
    } catch (IOException refused) {
      throw failure(refused);
    }
  }

  private DponeException failure(IOException refused) {
    String doing = "no token for " + settings.credentials();
    for (Throwable t = refused; t != null; t = t.getCause()) {
      if (t instanceof SocketException
          || t instanceof SocketTimeoutException
          || t instanceof UnknownHostException
          || t instanceof SSLException) {
        return BqErrors.network(doing, t);
      }
    }
    boolean passes = refused instanceof Retryable told && told.isRetryable();
    // Its message tells the answer of the token endpoint, which repeats no secret; its cause may.
    return (passes ? BqCode.BACKEND : BqCode.CREDENTIALS)
        .error(doing + ": " + firstLine(refused))
        .build();
  }

  private static String firstLine(IOException failure) {
    String text =
        String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  private synchronized GoogleCredentials credentials() throws IOException {
    GoogleCredentials ready = credentials;
    if (ready == null) {
      ready = made();
      credentials = ready;
    }
    return ready;
  }

  private GoogleCredentials made() throws IOException {
    String account = settings.impersonate().orElse(null);
    GoogleCredentials made =
        account == null
            ? source().createScoped(scopes)
            : ImpersonatedCredentials.newBuilder()
                .setSourceCredentials(source().createScoped(ANY_SCOPE))
                .setTargetPrincipal(account)
                .setScopes(scopes)
                .setLifetime(IMPERSONATED_SECONDS)
                .setHttpTransportFactory(transport)
                .build();
    return settings.quotaProject().isPresent()
        ? made.createWithQuotaProject(settings.quotaProject().get())
        : made;
  }

  private GoogleCredentials source() throws IOException {
    return switch (settings.credentials()) {
      case "service_account" -> serviceAccount();
      case "workload_identity" ->
          read(Files.newInputStream(settings.workloadIdentityFile().orElseThrow()));
      default -> GoogleCredentials.getApplicationDefault(transport);
    };
  }

  private GoogleCredentials serviceAccount() throws IOException {
    Path file = settings.serviceAccountKeyFile().orElse(null);
    return read(
        file != null
            ? Files.newInputStream(file)
            : new ByteArrayInputStream(
                settings
                    .serviceAccountInfo()
                    .orElseThrow()
                    .reveal()
                    .getBytes(StandardCharsets.UTF_8)));
  }

  private GoogleCredentials read(InputStream json) throws IOException {
    try (json) {
      // Calls are tried again by the run, within its bounds.
      return GoogleCredentials.fromStream(json, transport).createWithCustomRetryStrategy(false);
    } catch (IOException | RuntimeException malformed) {
      // Without its text and cause, which may quote the key.
      throw BqCode.CREDENTIALS.error("the key or configuration file cannot be read as one").build();
    }
  }
}
