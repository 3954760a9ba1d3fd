package dpone.connector.bigquery.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dpone.connector.bigquery.option.ConnectionOptions;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Google's library of credentials against an endpoint of tokens. */
@Tag("unit")
class GoogleCallerTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private HttpServer tokens(int status, String answer) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String key(HttpServer server) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String pem =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            .replace("\n", "\\n");
    return "{\"type\":\"service_account\",\"project_id\":\"acme\",\"client_id\":\"1\","
        + "\"client_email\":\"loader@acme.iam.gserviceaccount.com\",\"private_key_id\":\"k\","
        + "\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n"
        + pem
        + "\\n-----END PRIVATE KEY-----\\n\",\"token_uri\":\"http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/token\"}";
  }

  private static Caller caller(String key) {
    return new GoogleCaller(
        new Settings(
            TestOptions.of(
                ConnectionOptions.SPEC,
                Map.of(
                    "project_id", "acme",
                    "quota_project_id", "acme-billing",
                    "service_account_info", key))),
        false);
  }

  @Test
  void aKeyIsExchangedForATokenOnceAndTheQuotaProjectIsNamed() throws Exception {
    HttpServer server =
        tokens(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    try {
      Caller caller = caller(key(server));
      Map<String, List<String>> headers = caller.headers();
      caller.headers();
      assertThat(headers.get("Authorization")).containsExactly("Bearer t");
      assertThat(headers.get("x-goog-user-project")).containsExactly("acme-billing");
      assertThat(asked).hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aKeyThatIsRefusedIsAnErrorWithoutTheKey() throws Exception {
    HttpServer server = tokens(400, "{\"error\":\"invalid_grant\"}");
    try {
      refused(key(server));
      refused("{\"type\":\"service_account\",\"private_key\":\"s3cret\"}");
      refused("s3cret");
    } finally {
      server.stop(0);
    }
  }

  private static void refused(String key) {
    try {
      caller(key).headers();
    } catch (DponeException failure) {
      assertThat(failure.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
      assertThat(failure.oneLine()).startsWith("BIGQUERY_CREDENTIALS").doesNotContain("s3cret");
      assertThat(failure.getCause()).isNull();
      return;
    }
    throw new AssertionError("nothing failed");
  }
}
