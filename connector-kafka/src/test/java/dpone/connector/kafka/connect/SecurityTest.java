package dpone.connector.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.source.KafkaSource;
import dpone.connector.kafka.testing.TestOptions;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class SecurityTest {
  private static final String CANARY = "canary-9c1f\"\\;=' secret";

  private static Map<String, Object> by(String protocol, String mechanism, String user) {
    Map<String, Object> request = new HashMap<>();
    request.put("security_protocol", protocol);
    request.put("topics", "secured");
    if (!mechanism.isEmpty()) {
      request.put("sasl_mechanism", mechanism);
      request.put("user", user);
    }
    Map<String, Object> connection = TestService.kafka().connection(request);
    connection.put("connect_timeout", "8s");
    connection.put("request_timeout", "8s");
    return connection;
  }

  private static Source open(Map<String, Object> connection) {
    return KafkaSource.open(
        new Endpoint(TestOptions.of(ConnectionOptions.SPEC, connection), Options.NONE),
        new TestContext());
  }

  private static void refused(String code, Map<String, Object> connection) {
    assertThatThrownBy(
            () -> {
              try (Source source = open(connection)) {
                source.streams();
              }
            })
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              StringWriter all = new StringWriter();
              e.printStackTrace(new PrintWriter(all));
              assertThat(all.toString() + e.oneLine())
                  .doesNotContain(CANARY)
                  .doesNotContain("9c1f");
              assertThat(e.code()).describedAs(all.toString()).isEqualTo(code);
              assertThat(e.remedy()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "SSL,''",
    "SASL_PLAINTEXT,PLAIN",
    "SASL_PLAINTEXT,SCRAM-SHA-256",
    "SASL_SSL,PLAIN",
    "SASL_SSL,SCRAM-SHA-256",
    "SASL_SSL,SCRAM-SHA-512",
    "SASL_SSL,OAUTHBEARER"
  })
  void everyDoorOpens(String protocol, String mechanism) {
    try (Source source = open(by(protocol, mechanism, "dpone"))) {
      assertThat(source.streams()).contains("secured");
    }
  }

  @Test
  void aClientCertificateOpens() {
    Path tls = TestService.kafka().data().resolve("tls");
    Map<String, Object> connection = by("SSL", "", "");
    connection.put("ssl_certificate_location", tls.resolve("client.crt").toString());
    connection.put("ssl_key_location", tls.resolve("client.key").toString());
    try (Source source = open(connection)) {
      assertThat(source.streams()).contains("secured");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
  void aWrongPasswordIsRefusedAndNeverShown(String mechanism) {
    Map<String, Object> connection = by("SASL_SSL", mechanism, "dpone");
    connection.put("sasl_password", CANARY);
    refused("KAFKA_AUTHENTICATION", connection);
  }

  @Test
  void aPasswordOfOddSignsIsSentAsItIs() {
    assertThat(LoginProperties.quoted("a\"b\\c;d")).isEqualTo("\"a\\\"b\\\\c;d\"");
  }

  @Test
  void aTokenThatIsNoneIsRefused() {
    Map<String, Object> connection = by("SASL_SSL", "OAUTHBEARER", "dpone");
    connection.put("oauth_token", CANARY);
    refused("KAFKA_TOKEN_REFUSED", connection);
  }

  @Test
  void tokensAreAskedForAtTheirEndpoint() throws Exception {
    Map<String, Object> connection = by("SASL_SSL", "OAUTHBEARER", "dpone");
    String token = connection.remove("oauth_token").toString();
    List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    String right =
        "Basic " + Base64.getEncoder().encodeToString("app:right".getBytes(StandardCharsets.UTF_8));
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    Thread.ofPlatform().daemon().start(() -> serve(server, asked, right, token));
    try {
      connection.put("oauth_token_url", "http://127.0.0.1:" + server.getLocalPort() + "/token");
      connection.put("oauth_client_id", "app");
      connection.put("oauth_client_secret", "right");
      connection.put("oauth_scope", "kafka");
      try (Source source = open(connection)) {
        assertThat(source.streams()).contains("secured");
      }
      assertThat(asked).contains("grant_type=client_credentials&scope=kafka");
      connection.put("oauth_client_secret", CANARY);
      refused("KAFKA_TOKEN_REFUSED", connection);
    } finally {
      server.close();
    }
  }

  private static void serve(
      ServerSocket server, List<String> asked, String authorization, String token) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        var in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
        asked.add(new String(in.readNBytes(size), StandardCharsets.UTF_8));
        String status = head.indexOf(authorization) > 0 ? "200 OK" : "401 Unauthorized";
        String body = "{\"access_token\":\"" + token + "\",\"expires_in\":3600}";
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 "
                        + status
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.UTF_8));
      } catch (java.io.IOException closed) {
        // the next one, if there is one
      }
    }
  }

  @Test
  void aBrokerOfAnotherAuthorityIsNotTrusted() {
    Map<String, Object> connection = by("SASL_SSL", "PLAIN", "dpone");
    connection.remove("ssl_ca_location");
    refused("KAFKA_TLS_UNTRUSTED", connection);
  }

  @Test
  void aListenerOfAnotherProtocolDoesNotAnswer() {
    Map<String, Object> connection = by("PLAINTEXT", "", "");
    connection.put("bootstrap_servers", by("SASL_SSL", "", "").get("bootstrap_servers"));
    connection.put("connect_timeout", "2s");
    refused("KAFKA_BROKER_UNREACHABLE", connection);
  }

  @Test
  void nobodyThereIsSaid() {
    refused(
        "KAFKA_BROKER_UNREACHABLE",
        new HashMap<>(Map.of("bootstrap_servers", "127.0.0.1:1", "connect_timeout", "2s")));
  }

  @Test
  void whoMayNotReadIsTold() {
    Map<String, Object> connection = by("SASL_SSL", "PLAIN", "guest");
    try (Source source = open(connection)) {
      assertThat(source.streams()).isEmpty();
      assertThatThrownBy(() -> source.describe(StreamSelection.all("secured")))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.code()).isEqualTo("KAFKA_NOT_AUTHORIZED");
                assertThat(e.oneLine()).contains("secured");
              });
    }
  }
}
