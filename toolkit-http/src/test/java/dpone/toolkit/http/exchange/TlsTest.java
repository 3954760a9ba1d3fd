package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.testing.Keys;
import dpone.toolkit.http.testing.RawServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is at the other end is believed by its certificate alone. */
@Tag("integration")
@Timeout(400)
class TlsTest {
  private static final RawServer.Script OK = (asked, out) -> reply(out, 200, "", "{}");

  @TempDir private Path folder;
  private final TestContext context = new TestContext();

  private int status(URI uri, Wire wire) {
    try (HttpSession session = HttpSession.open(HttpSettings.at(uri).wire(wire), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", uri))) {
      return answer.status();
    }
  }

  private DponeException failure(URI uri, Wire wire) {
    return catchThrowableOfType(DponeException.class, () -> status(uri, wire));
  }

  @Test
  void aCertificateIsTrustedByItsAuthorityAndItsName() throws Exception {
    Keys own = new Keys(folder, "own", "EC", "ip:127.0.0.1");
    Keys other = new Keys(folder, "other", "EC", "ip:127.0.0.1");
    Keys elsewhere = new Keys(folder, "elsewhere", "EC", "dns:api.example");
    try (RawServer server = new RawServer(own.socket(null), "https", OK);
        RawServer misnamed = new RawServer(elsewhere.socket(null), "https", OK)) {
      URI uri = server.uri("/");
      assertThat(status(uri, Wire.PLAIN.trusting(own.certificate().toString()))).isEqualTo(200);
      assertThat(failure(uri, Wire.PLAIN).code()).isEqualTo("HTTP_TLS");
      assertThat(failure(uri, Wire.PLAIN.trusting(other.certificate().toString())).code())
          .isEqualTo("HTTP_TLS");
      assertThat(
              failure(misnamed.uri("/"), Wire.PLAIN.trusting(elsewhere.certificate().toString()))
                  .code())
          .isEqualTo("HTTP_TLS");
    }
  }

  @Test
  void plainTextWhereTlsIsExpectedIsNamed() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            while (true) {
              try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[1 << 10]);
                RawServer.write(client.getOutputStream(), "HTTP/1.1 400 Bad Request\r\n\r\n");
                client.getInputStream().readAllBytes();
              } catch (IOException closed) {
                return;
              }
            }
          });
      URI uri = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/");
      DponeException failure = failure(uri, Wire.PLAIN);
      assertThat(failure.category().retryable()).isFalse();
      assertThat(failure.code()).isEqualTo("HTTP_TLS");
    }
  }

  /** As servers do that are just being stopped. */
  @Test
  void aServerThatGoesInTheMiddleOfTheHandshakeIsTriedAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            while (true) {
              try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[16 << 10]);
              } catch (IOException closed) {
                return;
              }
            }
          });
      URI uri = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/");
      DponeException failure = failure(uri, Wire.PLAIN);
      assertThat(failure.code()).isIn("HTTP_UNREACHABLE", "HTTP_CONNECTION_LOST");
      assertThat(failure.category().retryable()).isTrue();
    }
  }

  @Test
  void aServerThatAsksForACertificateGetsIt() throws Exception {
    Keys own = new Keys(folder, "own", "EC", "ip:127.0.0.1");
    Keys client = new Keys(folder, "client", "RSA", "dns:client");
    Path key = Files.writeString(folder.resolve("client.key"), client.pem());
    try (RawServer server = new RawServer(own.socket(client), "https", OK)) {
      String authority = own.certificate().toString();
      Wire wire = new Wire(null, authority, client.certificate().toString(), key.toString(), null);
      assertThat(status(server.uri("/"), wire)).isEqualTo(200);
      assertThat(failure(server.uri("/"), Wire.PLAIN.trusting(authority))).isNotNull();
    }
  }

  @Test
  void filesThatCannotBeReadAreNamedWithoutTheirContents() throws Exception {
    URI uri = URI.create("https://127.0.0.1:9/");
    Path none = folder.resolve("none.pem");
    Path garbled =
        Files.writeString(
            folder.resolve("garbled.pem"),
            "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5c2VjcmV0\n-----END PRIVATE KEY-----\n");
    assertThat(failure(uri, Wire.PLAIN.trusting(none.toString())).oneLine())
        .contains("HTTP_TLS", "ssl_root_cert", "none.pem");
    assertThat(failure(uri, Wire.PLAIN.trusting(garbled.toString())).code()).isEqualTo("HTTP_TLS");
    Wire broken = new Wire(null, null, garbled.toString(), garbled.toString(), null);
    DponeException failure = failure(uri, broken);
    assertThat(failure.oneLine()).contains("ssl_client_key").doesNotContain("Y2FuYXJ5");
    assertThat(failure.getCause()).isNull();
  }
}
