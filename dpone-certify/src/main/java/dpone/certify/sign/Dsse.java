package dpone.certify.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is signed, by the Dead Simple Signing Envelope, version 1. */
public final class Dsse {
  /** Type of an in-toto Statement. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private Dsse() {}

  /**
   * The pre-authentication encoding: binds the bytes to what they mean, so that a signature over a
   * document of one type is none over a document of another.
   *
   * @param type what the payload is
   * @param payload the bytes
   */
  public static byte[] encoding(String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + name.length + 32);
    out.writeBytes(ascii("DSSEv1 " + name.length + " "));
    out.writeBytes(name);
    out.writeBytes(ascii(" " + payload.length + " "));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
