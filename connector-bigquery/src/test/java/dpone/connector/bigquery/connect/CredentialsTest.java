package dpone.connector.bigquery.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.sun.net.httpserver.HttpServer;
import dpone.connector.bigquery.option.ConnectionOptions;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.testing.TestContext;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to a token, against an endpoint that gives them. */
@Tag("unit")
class CredentialsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN =
      "{\"access_token\":\"source\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
          + "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}";

  private record Asked(String path, String authorization, String body) {}

  private final List<Asked> asked = new ArrayList<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer server;
  private int status = 200;
  private boolean silent;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          synchronized (asked) {
            asked.add(
                new Asked(path, exchange.getRequestHeaders().getFirst("Authorization"), body));
          }
          reached.countDown();
          if (silent) {
            try {
              released.await();
            } catch (InterruptedException over) {
              Thread.currentThread().interrupt();
            }
          }
          byte[] answer =
              (path.startsWith(
                          "/iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/target@")
                      ? "{\"accessToken\":\"other\",\"expireTime\":\"2099-01-01T00:00:00Z\"}"
                      : TOKEN)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    released.countDown();
    server.stop(0);
    ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return JSON.createObjectNode()
        .put("type", "service_account")
        .put("project_id", "acme")
        .put("client_id", "1")
        .put("client_email", "loader@acme.iam.gserviceaccount.com")
        .put("private_key_id", "k")
        .put(
            "private_key",
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n")
        .put("token_uri", address() + "/token")
        .toString();
  }

  /** Google's own addresses lead to the server of the test. */
  private HttpTransportFactory here() {
    return () ->
        new NetHttpTransport.Builder()
            .setConnectionFactory(url ->
                (HttpURLConnection)
                    URI.create(address() + "/" + url.getHost() + url.getPath())
                        .toURL()
                        .openConnection())
            .build();
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, Object> given = new HashMap<>(more);
    given.put("project_id", "acme");
    return new Settings(TestOptions.of(ConnectionOptions.SPEC, given));
  }

  /** The claims of the assertion that a key signed. */
  private static String claims(Asked asked) {
    String assertion = asked.body().replaceAll(".*assertion=([^&]*).*", "$1");
    return new String(
        Base64.getUrlDecoder().decode(assertion.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  @Test
  void anAccountIsImpersonatedByTheTokenOfAnother() throws Exception {
    Caller caller =
        new GoogleCaller(
            settings(
                Map.of(
                    "service_account_info", key(),
                    "impersonate_service_account", "target@acme.iam.gserviceaccount.com",
                    "quota_project_id", "acme-billing")),
            true,
            here());
    assertThat(caller.headers().get("Authorization")).containsExactly("Bearer other");
    assertThat(caller.headers().get("x-goog-user-project")).containsExactly("acme-billing");
    assertThat(asked).hasSize(2);
    assertThat(claims(asked.get(0))).contains("auth/cloud-platform");
    assertThat(asked.get(1).authorization()).isEqualTo("Bearer source");
    JsonNode body = JSON.readTree(asked.get(1).body());
    assertThat(body.path("scope").toString())
        .as("whoever loads through a bucket may call Cloud Storage, too")
        .isEqualTo(
            "[\"https://www.googleapis.com/auth/bigquery\","
                + "\"https://www.googleapis.com/auth/devstorage.read_write\"]");
    assertThat(body.path("lifetime").asText()).isEqualTo("3600s");
  }

  @Test
  void aFederationExchangesTheTokenOfAFile() throws Exception {
    Path subject = Files.writeString(folder.resolve("subject"), "of-the-cluster");
    Path file = folder.resolve("federation.json");
    Files.writeString(
        file,
        "{\"type\":\"external_account\",\"audience\":\"//iam.googleapis.com/projects/1/locations/"
            + "global/workloadIdentityPools/p/providers/k8s\",\"subject_token_type\":"
            + "\"urn:ietf:params:oauth:token-type:jwt\",\"token_url\":\""
            + "https://sts.googleapis.com/v1/token\",\"credential_source\":{\"file\":\""
            + subject
            + "\"}}");
    Caller caller =
        new GoogleCaller(
            settings(Map.of("workload_identity_file", file.toString())), false, here());
    assertThat(caller.headers().get("Authorization")).containsExactly("Bearer source");
    assertThat(asked)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path()).isEqualTo("/sts.googleapis.com/v1/token");
          assertThat(one.body()).contains("subject_token=of-the-cluster", "auth%2Fbigquery");
        });
  }

  @Test
  void whatTheMachineHasIsFoundWhereGooglesToolsPutIt() throws Exception {
    Path gcloud = Files.createDirectories(folder.resolve(".config/gcloud"));
    Files.writeString(gcloud.resolve("application_default_credentials.json"), key());
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      Caller caller = new GoogleCaller(settings(Map.of()), false);
      assertThat(caller.headers().get("Authorization")).containsExactly("Bearer source");
      assertThat(claims(asked.get(0))).contains("auth/bigquery").doesNotContain("devstorage");
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void anEndpointThatIsNotThereIsAPassingFailure() throws Exception {
    String key = key();
    server.stop(0);
    DponeException failure =
        failure(new GoogleCaller(settings(Map.of("service_account_info", key)), false));
    assertThat(failure.code()).isEqualTo("BIGQUERY_CONNECTION_REFUSED");
    assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
  }

  @Test
  void anEndpointThatIsOverloadedIsAPassingFailureAndOneThatRefusesIsNot() throws Exception {
    Settings settings = settings(Map.of("service_account_info", key()));
    status = 503;
    DponeException failure = failure(new GoogleCaller(settings, false));
    assertThat(failure.code()).isEqualTo("BIGQUERY_BACKEND");
    assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
    status = 401;
    assertThat(failure(new GoogleCaller(settings, false)).category())
        .isEqualTo(ErrorCategory.AUTHENTICATION);
  }

  @Test
  void whoIsToStopDoesNotWaitForAToken() throws Exception {
    silent = true;
    TestContext context = new TestContext();
    try (Rest rest = new Rest(settings(Map.of("service_account_info", key())), context)) {
      Thread stopper =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  reached.await();
                } catch (InterruptedException over) {
                  Thread.currentThread().interrupt();
                }
                context.cancel();
              });
      try {
        rest.get("looking", "/projects/acme/datasets");
        throw new AssertionError("nothing failed");
      } catch (DponeException stopped) {
        // While the endpoint still says nothing: its own limit would have told another code.
        assertThat(stopped.code()).isEqualTo("RUN_CANCELLED");
      }
      stopper.join();
    }
  }

  private static DponeException failure(Caller caller) {
    try {
      caller.headers();
    } catch (DponeException failure) {
      return failure;
    }
    throw new AssertionError("nothing failed");
  }
}
