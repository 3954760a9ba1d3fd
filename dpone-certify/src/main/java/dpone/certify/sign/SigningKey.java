package dpone.certify.sign;

import dpone.certify.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** An Ed25519 private key. It is never printed, logged or put into a message. */
public final class SigningKey {
  private static final int LARGEST = 1 << 14;
  private static final String REMEDY =
      "; make one with certify keygen FILE, or openssl genpkey -algorithm ed25519";

  private final PrivateKey secret;
  private final TrustedKey trusted;

  private SigningKey(PrivateKey secret, TrustedKey trusted) {
    this.secret = secret;
    this.trusted = trusted;
  }

  /**
   * Reads a key.
   *
   * @param file PKCS#8 in PEM
   * @throws BadInputException in one line that names the file, if it holds no such key
   */
  public static SigningKey read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException("too large for a key");
      }
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
        throw new IllegalArgumentException("no private key");
      }
      byte[] der = Base64.getDecoder().decode(Pem.body(pem, "PRIVATE KEY"));
      return of(
          KeyFactory.getInstance(TrustedKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (IOException unreadable) {
      throw new BadInputException("CERTIFY_KEY: " + file + " cannot be read" + REMEDY);
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      // What is wrong with it could show parts of it.
      throw new BadInputException(
          "CERTIFY_KEY: " + file + " is not an Ed25519 private key in PKCS#8 PEM" + REMEDY);
    }
  }

  static SigningKey of(PrivateKey secret) throws GeneralSecurityException {
    SigningKey key = new SigningKey(secret, new TrustedKey("the signing key", publicOf(secret)));
    byte[] probe = {1, 2, 3};
    if (!key.trusted.verifies("probe", probe, key.sign("probe", probe))) {
      throw new GeneralSecurityException("the public key does not follow from the private one");
    }
    return key;
  }

  /** The public half. */
  public TrustedKey trusted() {
    return trusted;
  }

  /** Signature in base64 over the payload as what it is. */
  public String sign(String type, byte[] payload) {
    try {
      Signature signature = Signature.getInstance(TrustedKey.ALGORITHM);
      signature.initSign(secret);
      signature.update(Dsse.encoding(type, payload));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java from 15 on signs with Ed25519", impossible);
    }
  }

  /**
   * The JDK derives a public key from a seed only while it makes a pair, so the seed is handed to
   * it as its randomness. That the halves belong together is tried before the key is used.
   */
  private static PublicKey publicOf(PrivateKey secret) throws GeneralSecurityException {
    if (!(secret instanceof EdECPrivateKey edwards)) {
      throw new GeneralSecurityException("not an Edwards key");
    }
    byte[] seed =
        edwards.getBytes().orElseThrow(() -> new GeneralSecurityException("no bytes to see"));
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM);
    pairs.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
    return pairs.generateKeyPair().getPublic();
  }

  @Override
  public String toString() {
    return "signing key " + trusted.id();
  }

  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seeded(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
