package dpone.certify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.evidence.CanonicalJson;
import dpone.certify.evidence.EvidenceReader;
import dpone.certify.evidence.StrictJson;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.TrustedKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a ledger's end looks like: whoever knows it finds a cut tail and a rewritten chain.
 *
 * @param count how many entries there are
 * @param last hash of the last one
 * @param time when the last one was written
 * @param signature over the three
 */
public record Head(long count, String last, Instant time, Optional<Signed> signature) {
  private static final String FORMAT = "dpone.certify.head/1";
  private static final String TYPE = "application/vnd.dpone.certify.head+json";

  /**
   * A signature.
   *
   * @param keyId names the key; a hint, never believed
   * @param base64 over the DSSE encoding of the head's canonical JSON
   */
  public record Signed(String keyId, String base64) {}

  Head signedBy(SigningKey key) {
    return new Head(
        count,
        last,
        time,
        Optional.of(new Signed(key.trusted().id(), key.sign(TYPE, CanonicalJson.bytes(body())))));
  }

  boolean verifiedBy(TrustedKey key) {
    return signature
        .map(signed -> key.verifies(TYPE, CanonicalJson.bytes(body()), signed.base64()))
        .orElse(false);
  }

  /** The file's text. */
  String text() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("head", body());
    signature.ifPresent(signed ->
        node.putObject("signature").put("keyid", signed.keyId()).put("sig", signed.base64()));
    return CanonicalJson.text(node) + "\n";
  }

  private ObjectNode body() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("format", FORMAT)
        .put("count", count)
        .put("last", last)
        .put("time", time.toString());
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in one line, if it is not exactly what {@link #text} writes
   */
  static Head parse(String text) {
    JsonNode root = StrictJson.parse(text);
    boolean signed = root.has("signature");
    StrictJson.object(
        root, "the file", signed ? new String[] {"head", "signature"} : new String[] {"head"});
    StrictJson json =
        StrictJson.object(root.get("head"), "the head", "format", "count", "last", "time");
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("the head is not of format " + FORMAT);
    }
    Optional<Signed> signature = Optional.empty();
    if (signed) {
      StrictJson by = StrictJson.object(root.get("signature"), "the signature", "keyid", "sig");
      signature = Optional.of(new Signed(by.text("keyid"), by.text("sig")));
    }
    Head head =
        new Head(
            json.number("count"),
            json.text("last"),
            EvidenceReader.instant(json.text("time")),
            signature);
    if (!head.text().equals(text)) {
      throw new IllegalArgumentException("not in canonical form");
    }
    return head;
  }
}
