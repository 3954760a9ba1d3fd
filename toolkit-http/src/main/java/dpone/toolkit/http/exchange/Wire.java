package dpone.toolkit.http.exchange;

import dpone.spi.option.Secret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is between here and there. Whoever is at the other end is always verified.
 *
 * @param proxy address of an HTTP proxy, or null
 * @param rootCertificates PEM file of the authorities to trust instead of the runtime's own, or
 *     null
 * @param clientCertificate PEM file of a certificate and its chain, for systems that ask for one,
 *     or null
 * @param clientKey PEM file of its private key (PKCS #8), or null
 * @param clientKeyPassword password of an encrypted key, or null
 */
public record Wire(
    @Nullable URI proxy,
    @Nullable String rootCertificates,
    @Nullable String clientCertificate,
    @Nullable String clientKey,
    @Nullable Secret clientKeyPassword) {
  /** Straight, with the runtime's own authorities. */
  public static final Wire PLAIN = new Wire(null, null, null, null, null);

  /** The same with these authorities. */
  public Wire trusting(String file) {
    return new Wire(proxy, file, clientCertificate, clientKey, clientKeyPassword);
  }

  Optional<String> authorities() {
    return Optional.ofNullable(rootCertificates);
  }
}
