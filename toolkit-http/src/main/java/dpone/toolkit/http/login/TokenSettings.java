package dpone.toolkit.http.login;

import dpone.spi.option.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where tokens are to be had and how a request carries one.
 *
 * @param url the token endpoint; may be of another origin than the API
 * @param clientId who asks, or null where the grant says it
 * @param clientSecret secret of who asks, or null
 * @param inBody whether both go into the body of the request and not into its {@code Authorization}
 *     (RFC 6749, section 2.3.1)
 * @param parameters further ones, such as {@code scope} or {@code audience}
 * @param header that carries the token
 * @param prefix of its value, such as {@code Bearer}; empty for none
 */
public record TokenSettings(
    URI url,
    @Nullable String clientId,
    @Nullable Secret clientSecret,
    boolean inBody,
    Map<String, String> parameters,
    String header,
    String prefix) {
  /** Copies the map. */
  public TokenSettings {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Tokens from there, as {@code Authorization: Bearer}. */
  public static TokenSettings at(URI url) {
    return new TokenSettings(url, null, null, false, Map.of(), "Authorization", "Bearer");
  }

  /** The same for a client with a secret. */
  public TokenSettings client(String id, Secret secret) {
    return new TokenSettings(url, id, secret, inBody, parameters, header, prefix);
  }

  /** The same with the client's secret in the body. */
  public TokenSettings secretInBody() {
    return new TokenSettings(url, clientId, clientSecret, true, parameters, header, prefix);
  }

  /** The same with one more parameter. */
  public TokenSettings parameter(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new TokenSettings(url, clientId, clientSecret, inBody, more, header, prefix);
  }

  /** The same with the token in another header. */
  public TokenSettings carriedBy(String name, String before) {
    return new TokenSettings(url, clientId, clientSecret, inBody, parameters, name, before);
  }

  Optional<String> client() {
    return Optional.ofNullable(clientId);
  }

  Optional<Secret> secret() {
    return Optional.ofNullable(clientSecret);
  }
}
