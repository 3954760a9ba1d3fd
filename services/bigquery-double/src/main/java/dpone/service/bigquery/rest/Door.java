package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever shows the newest token, and gives tokens to whoever signs with the key that was
 * let in last.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523">RFC 7523: JWT for authorization
 *     grants</a>
 */
final class Door {
  private @Nullable PublicKey key;
  private String token = "";

  /** From now on one key alone opens; tokens of others are void. */
  void let(String encoded) {
    try {
      key =
          KeyFactory.getInstance("RSA")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(encoded)));
      token = "";
    } catch (GeneralSecurityException malformed) {
      throw new Refusal(400, "invalid", "not a key");
    }
  }

  /** Tokens that were given out are void from now on. */
  void expire() {
    token = "";
  }

  Reply token(String assertion) {
    String[] parts = assertion.split("\\.");
    if (parts.length != 3 || !signed(parts)) {
      ObjectNode error = Json.object().put("error", "invalid_grant");
      return new Reply(
          400,
          error.put("error_description", "Invalid JWT Signature.").toString(),
          java.util.Map.of());
    }
    token = "double-" + UUID.randomUUID();
    return Reply.of(
        Json.object()
            .put("access_token", token)
            .put("token_type", "Bearer")
            .put("expires_in", 3600));
  }

  private boolean signed(String[] parts) {
    PublicKey known = key;
    if (known == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(known);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  void check(@Nullable String authorization) {
    if (token.isEmpty() || !("Bearer " + token).equals(authorization)) {
      throw new Refusal(401, "authError", "Request had invalid authentication credentials.");
    }
  }
}
