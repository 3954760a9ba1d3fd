package dpone.connector.clickhouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and certificates signed by it, made by the JDK's own {@code keytool}. */
public final class TestCertificates {
  public static final String STORE_PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  public TestCertificates() {
    try {
      folder = Files.createTempDirectory("dpone-certs");
      store = folder.resolve("store.p12");
      keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=ca", "-ext", "bc:c");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * A key pair whose certificate the authority signs.
   *
   * @param more to {@code keytool -gencert}, such as {@code -ext san=dns:db.example}
   */
  public TestCertificates signed(String alias, String more) {
    String request = folder.resolve(alias + ".csr").toString();
    String signed = folder.resolve(alias + ".crt").toString();
    keytool("-genkeypair", "-alias", alias, "-keyalg", "RSA", "-dname", "CN=" + alias);
    keytool("-certreq", "-alias", alias, "-file", request);
    List<String> sign = new ArrayList<>();
    sign.addAll(List.of("-gencert", "-rfc", "-alias", "ca", "-infile", request));
    sign.addAll(List.of("-outfile", signed));
    sign.addAll(List.of(more.split(" ")));
    keytool(sign.toArray(String[]::new));
    return this;
  }

  public String certificate(String alias) {
    try {
      if (alias.equals("ca")) {
        Path file = folder.resolve("ca.crt");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-file", file.toString());
      }
      return Files.readString(folder.resolve(alias + ".crt"));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The file of {@link #certificate}. */
  public Path certificateFile(String alias) {
    certificate(alias);
    return folder.resolve(alias + ".crt");
  }

  public String key(String alias) {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, STORE_PASSWORD.toCharArray());
      byte[] key = keys.getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Key and certificate of one alias, protected by {@link #STORE_PASSWORD}. */
  public KeyStore store(String alias) {
    try (InputStream in = Files.newInputStream(store);
        InputStream certificate = Files.newInputStream(certificateFile(alias))) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, STORE_PASSWORD.toCharArray());
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      one.setKeyEntry(
          alias,
          all.getKey(alias, STORE_PASSWORD.toCharArray()),
          STORE_PASSWORD.toCharArray(),
          new java.security.cert.Certificate[] {
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(certificate)
          });
      return one;
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The key as PEM in a file. */
  public Path keyFile(String alias) {
    return write(alias + ".key", key(alias).getBytes(StandardCharsets.US_ASCII));
  }

  /** Any file beside the others. */
  public Path write(String name, byte[] content) {
    try {
      Path file = Files.write(folder.resolve(name), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    command.addAll(List.of("-storetype", "PKCS12"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", arguments) + ": " + output);
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
