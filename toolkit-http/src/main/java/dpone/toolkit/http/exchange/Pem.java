package dpone.toolkit.http.exchange;

import dpone.spi.option.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Private keys as PEM writes them (RFC 7468): PKCS #8, encrypted or not. */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (ENCRYPTED )?PRIVATE"
              + " KEY-----");

  private Pem() {}

  /**
   * Reads a key.
   *
   * @param password of an encrypted one, or null
   * @throws GeneralSecurityException when it is none; its message may show a part of it
   */
  public static PrivateKey privateKey(String pem, @Nullable Secret password)
      throws GeneralSecurityException {
    Matcher found = KEY.matcher(pem);
    if (!found.find()) {
      throw new InvalidKeySpecException("no private key of PKCS #8");
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(found.group(2));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidKeySpecException("no Base64");
    }
    KeySpec spec =
        found.group(1) == null ? new PKCS8EncodedKeySpec(bytes) : decrypted(bytes, password);
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        // the next algorithm
      }
    }
    throw new InvalidKeySpecException("neither RSA nor EC nor Ed25519");
  }

  private static KeySpec decrypted(byte[] bytes, @Nullable Secret password)
      throws GeneralSecurityException {
    if (password == null) {
      throw new InvalidKeySpecException("the key is encrypted and there is no password");
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
      // The parameters name the scheme where the algorithm's name is that of a whole family.
      String scheme =
          info.getAlgName().equals("PBES2")
              ? String.valueOf(info.getAlgParameters())
              : info.getAlgName();
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme)
              .generateSecret(new PBEKeySpec(password.reveal().toCharArray())),
          info.getAlgParameters());
      return info.getKeySpec(cipher);
    } catch (IOException malformed) {
      throw new InvalidKeySpecException("no encrypted key");
    }
  }
}
