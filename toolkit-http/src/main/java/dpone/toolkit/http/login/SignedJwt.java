package dpone.toolkit.http.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A statement signed with a private key (RFC 7523, section 2.1; RS256 of RFC 7518), such as
 * Google's service accounts make. Immutable.
 */
public final class SignedJwt implements Grant {
  private static final Duration LIFE = Duration.ofHours(1);

  private final PrivateKey key;
  private final String keyId;
  private final Map<String, String> claims;

  /**
   * A grant.
   *
   * @param key an RSA key
   * @param keyId its name at the server; empty for none
   * @param claims such as {@code iss}, {@code aud} and {@code scope}
   */
  public SignedJwt(PrivateKey key, String keyId, Map<String, String> claims) {
    this.key = key;
    this.keyId = keyId;
    this.claims = new TreeMap<>(claims);
  }

  @Override
  public Map<String, String> parameters(Instant now) {
    return Map.of(
        "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion(now));
  }

  private String assertion(Instant now) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode header = mapper.createObjectNode().put("alg", "RS256").put("typ", "JWT");
    if (!keyId.isEmpty()) {
      header.put("kid", keyId);
    }
    ObjectNode body = mapper.createObjectNode();
    claims.forEach(body::put);
    body.put("iat", now.getEpochSecond()).put("exp", now.plus(LIFE).getEpochSecond());
    String signed = part(header.toString()) + "." + part(body.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException unfit) {
      throw HttpCode.INVALID_OPTION
          .error("the private key cannot sign: it is a key of " + key.getAlgorithm() + ", not RSA")
          .build();
    }
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** None that a server could quote: the key stays here. */
  @Override
  public List<Secret> secrets() {
    return List.of();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "signed statement of " + claims.getOrDefault("iss", "nobody");
  }
}
