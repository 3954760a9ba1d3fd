package dpone.service.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority, and what it signed: the broker's certificate for the loopback interface, and a
 * client's.
 */
final class Certificates {
  static final String PASSWORD = "dpone-service";

  private static final List<String> KEY = List.of("-keyalg", "EC", "-groupname", "secp256r1");

  private Certificates() {}

  /** Certificate of the authority, PEM. */
  static Path authority(Path data) {
    return data.resolve("tls").resolve("ca.pem");
  }

  /** Key and certificate of the broker, PKCS #12. */
  static Path server(Path data) {
    return data.resolve("tls").resolve("server.p12");
  }

  /** Makes them where they are missing; in the JVM of the broker, which may use keytool. */
  static void make(Path data) throws IOException, GeneralSecurityException {
    Path folder = data.resolve("tls");
    if (Files.exists(folder)) {
      return;
    }
    Path part = data.resolve("tls.part");
    if (Files.exists(part)) {
      try (var files = Files.list(part)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(part);
    Path ca = part.resolve("ca.p12");
    pair(ca, "CN=dpone service authority", List.of("-ext", "bc:c"));
    certificate(ca, part.resolve("ca.pem"));
    signed(part, ca, "server", "CN=localhost", List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    signed(part, ca, "client", "CN=" + Access.USER, List.of());
    pem(part.resolve("client.p12"), part.resolve("client.crt"), part.resolve("client.key"));
    Files.move(part, folder);
  }

  private static void signed(
      Path folder, Path ca, String name, String subject, List<String> extensions)
      throws IOException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Path request = folder.resolve(name + ".csr");
    Path answer = folder.resolve(name + ".pem");
    pair(store, subject, List.of());
    keytool(store, List.of("-certreq", "-alias", "key", "-file", request.toString()));
    List<String> sign =
        new ArrayList<>(List.of("-gencert", "-alias", "key", "-rfc", "-validity", "3650"));
    sign.addAll(List.of("-infile", request.toString(), "-outfile", answer.toString()));
    sign.addAll(extensions);
    keytool(ca, sign);
    Files.writeString(
        answer, Files.readString(answer) + Files.readString(folder.resolve("ca.pem")));
    keytool(
        store,
        List.of(
            "-importcert",
            "-noprompt",
            "-trustcacerts",
            "-alias",
            "key",
            "-file",
            answer.toString()));
  }

  private static void pair(Path store, String subject, List<String> extensions) {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", "key"));
    arguments.addAll(List.of("-dname", subject, "-validity", "3650"));
    arguments.addAll(KEY);
    arguments.addAll(extensions);
    keytool(store, arguments);
  }

  private static void certificate(Path store, Path file) {
    keytool(store, List.of("-exportcert", "-rfc", "-alias", "key", "-file", file.toString()));
  }

  private static void keytool(Path store, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Class.forName("sun.security.tools.keytool.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) all.toArray(String[]::new));
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("keytool " + all.getFirst() + " failed", failed);
    }
  }

  private static void pem(Path store, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    StringBuilder chain = new StringBuilder();
    for (Certificate one : loaded.getCertificateChain("key")) {
      chain.append(block("CERTIFICATE", one.getEncoded()));
    }
    Files.writeString(certificate, chain);
    Files.writeString(
        key, block("PRIVATE KEY", loaded.getKey("key", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
