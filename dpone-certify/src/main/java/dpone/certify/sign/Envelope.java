package dpone.certify.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.evidence.CanonicalJson;
import dpone.certify.evidence.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signed payload in the recommended JSON form of DSSE.
 *
 * @param type what the payload is
 * @param payload the document
 * @param keyId names the key; a hint, never believed
 * @param signature in base64
 */
public record Envelope(String type, String payload, String keyId, String signature) {
  /** Signs. */
  public static Envelope sign(SigningKey key, String type, String payload) {
    return new Envelope(type, payload, key.trusted().id(), key.sign(type, bytes(payload)));
  }

  /** Whether it is signed by that key. */
  public boolean signedBy(TrustedKey key) {
    return key.verifies(type, bytes(payload), signature);
  }

  /** One line, without its end. */
  public String text() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("payloadType", type);
    node.put("payload", Base64.getEncoder().encodeToString(bytes(payload)));
    node.putArray("signatures").addObject().put("keyid", keyId).put("sig", signature);
    return CanonicalJson.text(node);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in one line, if it is not one
   */
  public static Envelope parse(String text) {
    StrictJson json =
        StrictJson.object(
            StrictJson.parse(text), "the envelope", "payloadType", "payload", "signatures");
    if (json.list("signatures").size() != 1) {
      throw new IllegalArgumentException("the envelope must have one signature");
    }
    JsonNode first = json.list("signatures").getFirst();
    StrictJson signature = StrictJson.object(first, "the signature", "keyid", "sig");
    Envelope envelope =
        new Envelope(
            json.text("payloadType"),
            new String(Base64.getDecoder().decode(json.text("payload")), StandardCharsets.UTF_8),
            signature.text("keyid"),
            signature.text("sig"));
    if (!envelope.text().equals(text)) {
      throw new IllegalArgumentException("the envelope is not in canonical form");
    }
    return envelope;
  }

  private static byte[] bytes(String payload) {
    return payload.getBytes(StandardCharsets.UTF_8);
  }
}
