package dpone.connector.bigquery.connect;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Google's own library of credentials. The only class that names a type of it.
 *
 * @see <a href="https://cloud.google.com/docs/authentication">Google Cloud: authentication</a>
 */
final class GoogleCaller implements Caller {
  private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";
  private static final int IMPERSONATED_SECONDS = 3600;

  private final Settings settings;
  private @Nullable GoogleCredentials credentials;

  GoogleCaller(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Map<String, List<String>> headers() {
    try {
      return credentials().getRequestMetadata(settings.endpoint());
    } catch (IOException refused) {
      // Its message tells the answer of the token endpoint, which repeats no secret; its cause may.
      throw BqCode.CREDENTIALS
          .error("no token for " + settings.credentials() + ": " + firstLine(refused))
          .build();
    }
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
    GoogleCredentials made = source().createScoped(SCOPE);
    if (settings.impersonate().isPresent()) {
      made =
          ImpersonatedCredentials.create(
              made, settings.impersonate().get(), null, List.of(SCOPE), IMPERSONATED_SECONDS);
    }
    return settings.quotaProject().isPresent()
        ? made.createWithQuotaProject(settings.quotaProject().get())
        : made;
  }

  private GoogleCredentials source() throws IOException {
    return switch (settings.credentials()) {
      case "service_account" -> serviceAccount();
      case "workload_identity" ->
          read(Files.newInputStream(settings.workloadIdentityFile().orElseThrow()));
      default -> GoogleCredentials.getApplicationDefault();
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

  private static GoogleCredentials read(InputStream json) throws IOException {
    try (json) {
      return GoogleCredentials.fromStream(json);
    } catch (IOException | RuntimeException malformed) {
      // Without its text and cause, which may quote the key.
      throw BqCode.CREDENTIALS.error("the key or configuration file cannot be read as one").build();
    }
  }
}
