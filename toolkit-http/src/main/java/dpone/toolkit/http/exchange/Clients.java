package dpone.toolkit.http.exchange;

import dpone.spi.context.Cancellation;
import dpone.toolkit.http.error.HttpCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The client as the settings want it: it sends what it is given and hands on what comes. Redirects,
 * logins, cookies, codings and further tries are decided elsewhere, where secrets and limits are
 * known.
 */
final class Clients {
  private static final int PROXY_PORT = 3128;

  /** Limits of calls decide how many connections there are, not the client. */
  private static final int CONNECTIONS = 10_000;

  /** A connection that was idle as long as that may have been closed by the other end. */
  private static final TimeValue DOUBTFUL = TimeValue.ofSeconds(1);

  private static final int LONGEST_LINE = 256 << 10;
  private static final int MOST_HEADERS = 1_000;

  private Clients() {}

  static CloseableHttpClient of(
      HttpSettings settings, Cancellation cancellation, BooleanSupplier closed) {
    HttpClientBuilder client =
        HttpClients.custom()
            .setConnectionManager(connections(settings, cancellation, closed))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setAuthenticationEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .setRedirectsEnabled(false)
                    .build())
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableDefaultUserAgent()
            .disableRedirectHandling();
    URI proxy = settings.wire().proxy();
    if (proxy != null) {
      int port = proxy.getPort() < 0 ? PROXY_PORT : proxy.getPort();
      client.setProxy(new HttpHost("http", proxy.getHost(), port));
    }
    return client.build();
  }

  private static PoolingHttpClientConnectionManager connections(
      HttpSettings settings, Cancellation cancellation, BooleanSupplier closed) {
    Timeouts timeouts = settings.timeouts();
    // The guard of flights is exact; this is for the case that it is not there any more.
    Duration silence = longer(timeouts.answer(), timeouts.idle()).plusSeconds(5);
    Http1Config http =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .setDnsResolver(new Lookup(timeouts.connect(), cancellation, closed))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeouts.connect()))
                .setSocketTimeout(Timeout.of(silence))
                .setValidateAfterInactivity(DOUBTFUL)
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(http)
                .responseParserFactory(new Heads(http))
                .build())
        .setTlsSocketStrategy(
            ClientTlsStrategyBuilder.create()
                .setSslContext(tls(settings.wire()))
                .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
                .buildClassic())
        .build();
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static SSLContext tls(Wire wire) {
    try {
      if (wire.rootCertificates() == null && wire.clientCertificate() == null) {
        return SSLContext.getDefault();
      }
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
