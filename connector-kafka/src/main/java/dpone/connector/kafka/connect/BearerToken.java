package dpone.connector.kafka.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.jspecify.annotations.Nullable;

/** A token as the clients want it; what it says of itself is believed, the brokers check it. */
final class BearerToken implements OAuthBearerToken {
  private static final Duration UNKNOWN_LIFETIME = Duration.ofDays(365);

  private final String value;
  private final String principal;
  private final long expires;
  private final long starts;

  private BearerToken(String value, String principal, long expires, long starts) {
    this.value = value;
    this.principal = principal;
    this.expires = expires;
    this.starts = starts;
  }

  /**
   * Wraps a token.
   *
   * @param lifetime what its issuer said, or null; a token with claims says it itself
   */
  static BearerToken of(String value, @Nullable Duration lifetime) {
    JsonNode claims = claims(value);
    long now = System.currentTimeMillis();
    long told = now + (lifetime == null ? UNKNOWN_LIFETIME : lifetime).toMillis();
    long expires = claims.has("exp") ? claims.get("exp").asLong() * 1000 : told;
    long starts = claims.has("iat") ? claims.get("iat").asLong() * 1000 : now;
    return new BearerToken(value, claims.path("sub").asText("token"), expires, starts);
  }

  private static JsonNode claims(String value) {
    ObjectMapper mapper = new ObjectMapper();
    String[] parts = value.split("\\.", -1);
    if (parts.length == 3) {
      try {
        JsonNode claims =
            mapper.readTree(
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        if (claims != null && claims.isObject()) {
          return claims;
        }
      } catch (IllegalArgumentException | JsonProcessingException opaque) {
        // not for us to read
      }
    }
    return mapper.createObjectNode();
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public Set<String> scope() {
    return Set.of();
  }

  @Override
  public long lifetimeMs() {
    return expires;
  }

  @Override
  public String principalName() {
    return principal;
  }

  @Override
  public Long startTimeMs() {
    return starts;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "token of " + principal;
  }
}
