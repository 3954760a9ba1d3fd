package dpone.toolkit.http.exchange;

import dpone.toolkit.http.error.HttpCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The JDK's client as the settings want it. */
final class Clients {
  private static final int PROXY_PORT = 3128;

  private Clients() {}

  static HttpClient of(HttpSettings settings) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            // Over plain HTTP it would ask for an upgrade with each first request.
            .version(
                settings.origins().stream().allMatch(origin -> origin.scheme().equals("https"))
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeouts().connect());
    URI proxy = settings.wire().proxy();
    if (proxy != null) {
      int port = proxy.getPort() < 0 ? PROXY_PORT : proxy.getPort();
      client.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    }
    SSLContext tls = tls(settings.wire());
    if (tls != null) {
      client.sslContext(tls);
    }
    return client.build();
  }

  private static @Nullable SSLContext tls(Wire wire) {
    if (wire.rootCertificates() == null && wire.clientCertificate() == null) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(wire), trust(wire), null);
      return context;
    } catch (GeneralSecurityException failure) {
      throw HttpCode.TLS
          .error("the certificates of this side cannot be used: " + failure.getMessage())
          .build();
    }
  }

  private static TrustManager @Nullable [] trust(Wire wire) throws GeneralSecurityException {
    String file = wire.rootCertificates();
    if (file == null) {
      return null;
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate authority : certificates(file, "ssl_root_cert")) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(Wire wire) throws GeneralSecurityException {
    String file = wire.clientCertificate();
    String keyFile = wire.clientKey();
    if (file == null || keyFile == null) {
      return null;
    }
    PrivateKey key;
    try {
      key = Pem.privateKey(Files.readString(Path.of(keyFile)), wire.clientKeyPassword());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
      // Its message may show a part of the key.
      throw HttpCode.TLS
          .error("the file of ssl_client_key cannot be read as a private key: " + keyFile)
          .remedy("write it as PEM, PKCS #8, and set ssl_client_key_password where it has one")
          .build();
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "client",
        key,
        new char[0],
        certificates(file, "ssl_client_cert").toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Collection<? extends Certificate> certificates(String file, String option) {
    try {
      byte[] pem = Files.readAllBytes(Path.of(file));
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (found.isEmpty()) {
        throw new IOException("no certificate in it");
      }
      return found;
    } catch (IOException | GeneralSecurityException unreadable) {
      throw HttpCode.TLS
          .error("the file of " + option + " cannot be read as certificates: " + file)
          .cause(unreadable)
          .build();
    }
  }
}
