package dpone.connector.clickhouse.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.testing.OneAnswer;
import dpone.connector.clickhouse.testing.TestCertificates;
import dpone.connector.clickhouse.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client makes of answers that no test engine gives. */
@Tag("unit")
class HttpAnswersTest {
  private static final String CANARY = "planted-canary-7";

  @TempDir Path folder;

  private static Server server(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.putIfAbsent("password", CANARY);
    return new Server(
        new ConnectionSettings(TestOptions.of(ConnectionOptions.SPEC, all)), new TestContext());
  }

  private static DponeException error(Runnable action) {
    try {
      action.run();
    } catch (DponeException failure) {
      assertThat(failure.oneLine()).doesNotContain(CANARY);
      return failure;
    }
    throw new AssertionError("nothing was refused");
  }

  private static DponeException asking(String answer) throws Exception {
    try (OneAnswer peer = OneAnswer.of(answer);
        Server server = server(Map.of("url", "http://127.0.0.1:" + peer.port()))) {
      return error(() -> server.rows("SELECT 1"));
    }
  }

  private static DponeException reading(String answer) throws Exception {
    try (OneAnswer peer = OneAnswer.of(answer);
        Server server = server(Map.of("url", "http://127.0.0.1:" + peer.port()))) {
      return error(() -> {
        try (Reading reading = server.read("SELECT 1", Map.of())) {
          byte[] piece = new byte[100];
          while (reading.read(piece, 0, piece.length) >= 0) {
            assertThat(piece).isNotNull();
          }
        }
      });
    }
  }

  @Test
  void aProxySaysHowLongToWait() throws Exception {
    DponeException busy =
        asking("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy");
    assertThat(busy.code()).isEqualTo("CH_GATEWAY");
    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void whatIsNoServerIsSaidToBeNone() throws Exception {
    assertThat(asking("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\n<html>").code())
        .isEqualTo("CH_NOT_CLICKHOUSE");
    assertThat(asking("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n").code())
        .isEqualTo("CH_LOGIN_REFUSED");
    assertThat(
            asking("HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
                .code())
        .isEqualTo("CH_NOT_CLICKHOUSE");
    assertThat(asking("SSH-2.0-OpenSSH\r\n").code()).isEqualTo("CH_CONNECTION_LOST");
  }

  @Test
  void anAnswerThatIsCutOffNeverLooksWhole() throws Exception {
    assertThat(
            reading("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n").code())
        .isEqualTo("CH_CONNECTION_LOST");
    assertThat(reading("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc").code())
        .isEqualTo("CH_CONNECTION_LOST");
    assertThat(reading("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").code())
        .isEqualTo("CH_CONNECTION_LOST");
    // Its end would be that of the connection, which may be cut.
    assertThat(reading("HTTP/1.1 200 OK\r\n\r\nabc").code()).isEqualTo("CH_NOT_CLICKHOUSE");
  }

  @Test
  void whatCameBeforeTheCutIsHandedOn() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n";
    try (OneAnswer peer = OneAnswer.of(answer);
        Server server = server(Map.of("url", "http://127.0.0.1:" + peer.port()));
        Reading reading = server.read("SELECT 1", Map.of())) {
      Thread.sleep(300);
      byte[] piece = new byte[5];
      assertThat(reading.read(piece, 0, 5)).isEqualTo(5);
      assertThat(error(() -> reading.read(piece, 0, 5)).code()).isEqualTo("CH_CONNECTION_LOST");
    }
  }

  @Test
  void theServersOwnExceptionKeepsItsCode() throws Exception {
    DponeException failure =
        asking(
            "HTTP/1.1 500 E\r\nX-ClickHouse-Exception-Code: 252\r\nContent-Length: 74\r\n\r\n"
                + "Code: 252. DB::Exception: Too many parts (301). (TOO_MANY_PARTS) (version 1)");
    assertThat(failure.code()).isEqualTo("CH_TOO_MANY_PARTS");
    assertThat(failure.what()).contains("Too many parts (301)", "[server code 252]");
  }

  @Test
  void thePasswordGoesInAHeaderAndNotInTheAddress() throws Exception {
    try (OneAnswer peer = OneAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1\n");
        Server server = server(Map.of("url", "http://127.0.0.1:" + peer.port() + "/ch"))) {
      assertThat(server.value("SELECT 1")).isEqualTo("1");
      assertThat(peer.asked()).contains("X-ClickHouse-Key: " + CANARY);
      assertThat(peer.asked().lines().findFirst().orElseThrow())
          .startsWith("POST /ch?database=default&")
          .doesNotContain(CANARY);
    }
  }

  @Test
  void certificatesAreVerified() throws Exception {
    TestCertificates authority =
        new TestCertificates()
            .signed("right", "-ext san=ip:127.0.0.1")
            .signed("wrong", "-ext san=dns:elsewhere.example");
    Path ca = Files.writeString(folder.resolve("ca.crt"), authority.certificate("ca"));
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1\n".getBytes(StandardCharsets.UTF_8);
    try (OneAnswer right = new OneAnswer(context(authority, "right"), answer);
        OneAnswer wrong = new OneAnswer(context(authority, "wrong"), answer)) {
      String url = "https://127.0.0.1:" + right.port();
      try (Server trusting = server(Map.of("url", url, "ssl_root_cert", ca.toString()))) {
        assertThat(trusting.value("SELECT 1")).isEqualTo("1");
      }
      try (Server stranger = server(Map.of("url", url))) {
        assertThat(error(() -> stranger.value("SELECT 1")).code()).isEqualTo("CH_TLS");
      }
      String other = "https://127.0.0.1:" + wrong.port();
      try (Server named = server(Map.of("url", other, "ssl_root_cert", ca.toString()))) {
        assertThat(error(() -> named.value("SELECT 1")).code()).isEqualTo("CH_TLS");
      }
      try (Server careless = server(Map.of("url", other, "ssl_verify", "false"))) {
        assertThat(careless.value("SELECT 1")).isEqualTo("1");
      }
    }
  }

  private static javax.net.ServerSocketFactory context(TestCertificates authority, String alias)
      throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(authority.store(alias), TestCertificates.STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  @Test
  void addressesAndSettingsAreChecked() {
    for (Map<String, Object> wrong :
        java.util.List.<Map<String, Object>>of(
            Map.of(),
            Map.of("url", "http://a:1", "host", "b"),
            Map.of("url", "ftp://a:1"),
            Map.of("url", "a:8123"),
            Map.of("url", "http://user:" + CANARY + "@a:1"),
            Map.of("url", "http://a:1/?password=" + CANARY),
            Map.of("url", "http://a:1", "ssl_root_cert", "/no/such/file"),
            Map.of("url", "http://a:1", "settings", Map.of("query_id", "x")),
            Map.of("url", "http://a:1", "settings", Map.of("a b", "x")))) {
      assertThat(error(() -> server(wrong).close()).code())
          .as(wrong.keySet().toString())
          .isEqualTo("CH_INVALID_OPTION");
    }
    assertThat(
            new ConnectionSettings(
                    TestOptions.of(ConnectionOptions.SPEC, Map.of("host", "h", "secure", "true")))
                .target())
        .isEqualTo("h:8443/default");
  }

  @Test
  void cellsOfSmallResultsAreReadBack() {
    byte[] text = "a\\tb\t\\N\t\n\\\\N\t\\'\\n\té\n".getBytes(StandardCharsets.UTF_8);
    assertThat(new ByteArrayInputStream(text)).isNotNull();
    assertThat(Tsv.parse(text).toString()).isEqualTo("[[a\tb, null, ], [\\N, '\n, é]]");
  }
}
