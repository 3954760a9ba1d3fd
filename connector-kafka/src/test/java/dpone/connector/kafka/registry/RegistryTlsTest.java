package dpone.connector.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.testing.TestContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry by https is believed by its certificate alone. */
@Tag("integration")
class RegistryTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private void keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "registry", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
  }

  /** A registry whose certificate is for that name; the certificate is NAME.pem beside it. */
  private SmallHttp server(String file, String name) throws Exception {
    Path keys = folder.resolve(file + ".p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=registry",
        "-ext",
        "san=" + name,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-keystore",
        keys.toString(),
        "-file",
        folder.resolve(file + ".pem").toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SmallHttp server =
        new SmallHttp(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    server.body = "{\"schema\":\"\\\"int\\\"\",\"references\":[]}";
    return server;
  }

  private HttpRegistry registry(SmallHttp server, String certificate) {
    Map<String, Object> options = new HashMap<>();
    options.put("url", "https://127.0.0.1:" + server.port());
    options.put("timeout", Duration.ofSeconds(10));
    if (!certificate.isEmpty()) {
      options.put("ssl_root_cert", folder.resolve(certificate).toString());
    }
    return HttpRegistry.of(Options.of(options), new TestContext());
  }

  private void refused(SmallHttp server, String certificate) {
    assertThatThrownBy(
            () -> {
              try (HttpRegistry registry = registry(server, certificate)) {
                registry.byId(1);
              }
            })
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("KAFKA_REGISTRY_TLS");
              assertThat(e.remedy()).contains("ssl_root_cert");
            });
    assertThat(server.requests).isEmpty();
  }

  @Test
  void onlyATrustedCertificateForTheNameIsBelieved() throws Exception {
    try (SmallHttp right = server("right", "ip:127.0.0.1");
        SmallHttp other = server("other", "dns:other.example")) {
      refused(right, "");
      refused(right, "other.pem");
      refused(right, "not-there.pem");
      refused(other, "other.pem");
      try (HttpRegistry registry = registry(right, "right.pem")) {
        assertThat(registry.byId(1)).isPresent();
      }
      assertThat(right.requests).hasSize(1);
    }
  }
}
