package dpone.certify.sign;

import dpone.certify.evidence.Digests;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key that is believed.
 *
 * @param name for people
 * @param key an Ed25519 public key
 */
public record TrustedKey(String name, PublicKey key) {
  static final String ALGORITHM = "Ed25519";

  /**
   * Reads one.
   *
   * @param name for people
   * @param text PEM as {@code openssl pkey -pubout} writes it, or only its base64
   * @throws IllegalArgumentException in one line, if it is not one
   */
  public static TrustedKey parse(String name, String text) {
    try {
      byte[] der = Base64.getDecoder().decode(Pem.body(text, "PUBLIC KEY"));
      return new TrustedKey(
          name, KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          name + " is not an Ed25519 public key; write one with openssl pkey -pubout", wrong);
    }
  }

  /** SHA-256 of the key in its standard encoding: names it wherever it is mentioned. */
  public String id() {
    return Digests.ofBytes(key.getEncoded());
  }

  /** Whether the signature is this key's over exactly that payload. */
  public boolean verifies(String type, byte[] payload, String base64) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(Dsse.encoding(type, payload));
      return signature.verify(decoded(base64));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  /** Verifiers have to take both alphabets; padding and stray bits count, or bytes could change. */
  private static byte[] decoded(String base64) {
    boolean url = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
    byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
    String again = (url ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(bytes);
    if (!again.equals(base64)) {
      throw new IllegalArgumentException("not in the one form");
    }
    return bytes;
  }
}
