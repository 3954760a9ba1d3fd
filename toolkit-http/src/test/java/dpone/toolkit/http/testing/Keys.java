package dpone.toolkit.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and its certificate, made for one test. */
public final class Keys {
  private static final String PASSWORD = "changeit";

  private final KeyStore store;
  private final Path certificate;

  /**
   * Makes a pair.
   *
   * @param file its files' name
   * @param algorithm RSA or EC
   * @param name for whom it is, such as {@code ip:127.0.0.1}
   */
  public Keys(Path folder, String file, String algorithm, String name) throws Exception {
    Path keys = folder.resolve(file + ".p12");
    this.certificate = folder.resolve(file + ".pem");
    keytool(
        folder,
        "-genkeypair",
        "-keyalg",
        algorithm,
        "-dname",
        "CN=" + file,
        "-ext",
        "san=" + name,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString());
    keytool(
        folder,
        "-exportcert",
        "-rfc",
        "-keystore",
        keys.toString(),
        "-file",
        certificate.toString());
    this.store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
  }

  private static void keytool(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "own", "-storepass", PASSWORD));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  /** The certificate as PEM. */
  public Path certificate() {
    return certificate;
  }

  /** The private key as PEM. */
  public String pem() throws Exception {
    Key key = store.getKey("own", PASSWORD.toCharArray());
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  public KeyStore store() {
    return store;
  }

  /**
   * A socket by TLS with this key.
   *
   * @param clients whose certificate a client has to show, or null
   */
  public ServerSocket socket(@Nullable Keys clients) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = null;
    if (clients != null) {
      KeyStore known = KeyStore.getInstance("PKCS12");
      known.load(null, null);
      known.setCertificateEntry("client", clients.store.getCertificate("own"));
      trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
    }
    context.init(managers.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(clients != null);
    return socket;
  }
}
