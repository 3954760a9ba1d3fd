package dpone.toolkit.http.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.exchange.Pem;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service account's key as Google's console writes it: JSON with {@code client_email}, {@code
 * private_key}, {@code private_key_id} and {@code token_uri}. Immutable.
 */
public final class ServiceAccount {
  private final String email;
  private final String keyId;
  private final URI tokenUrl;
  private final PrivateKey key;

  private ServiceAccount(String email, String keyId, URI tokenUrl, PrivateKey key) {
    this.email = email;
    this.keyId = keyId;
    this.tokenUrl = tokenUrl;
    this.key = key;
  }

  /**
   * Reads a key.
   *
   * @param json the text of its file
   * @throws DponeException {@code HTTP_INVALID_OPTION}, without any of it
   */
  public static ServiceAccount read(Secret json) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(json.reveal());
    } catch (JsonProcessingException malformed) {
      throw unreadable("it is not JSON");
    }
    String email = text(node, "client_email");
    String pem = text(node, "private_key");
    URI tokenUrl =
        Origin.address(text(node, "token_uri"), "token_uri of the service account's key");
    try {
      PrivateKey key = Pem.privateKey(pem, null);
      return new ServiceAccount(email, node.path("private_key_id").asText(""), tokenUrl, key);
    } catch (GeneralSecurityException malformed) {
      // Its message may show a part of the key.
      throw unreadable("its private_key is not one of PKCS #8");
    }
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node == null ? null : node.get(name);
    if (value == null || !value.isTextual() || value.asText().isBlank()) {
      throw unreadable("it has no " + name);
    }
    return value.asText();
  }

  private static DponeException unreadable(String why) {
    return HttpCode.INVALID_OPTION
        .error("the service account's key cannot be used: " + why)
        .remedy("give the whole text of the JSON file that the console made for the key")
        .build();
  }

  /** Who it is. */
  public String email() {
    return email;
  }

  /**
   * A login of this account.
   *
   * @param scope what it is to be good for, several with spaces between
   * @param subject user for whom it acts, or empty
   */
  public Login.Maker login(String scope, String subject) {
    Map<String, String> claims = new TreeMap<>();
    claims.put("iss", email);
    claims.put("aud", tokenUrl.toString());
    claims.put("scope", scope);
    if (!subject.isEmpty()) {
      claims.put("sub", subject);
    }
    return Logins.token(TokenSettings.at(tokenUrl), new SignedJwt(key, keyId, claims));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "service account " + email;
  }
}
