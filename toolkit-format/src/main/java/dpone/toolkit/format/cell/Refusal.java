package dpone.toolkit.format.cell;

import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;

/** Poison for a slice of bytes. */
public final class Refusal {
  private Refusal() {}

  /** The text is not one of the type. */
  public static PoisonException notA(String type, byte[] data, int from, int to) {
    return new PoisonException(
        FormatCode.VALUE_WRONG_TYPE, text(data, from, to), "the value is no " + type);
  }

  /** The column cannot hold the value. */
  public static PoisonException tooLarge(String type, byte[] data, int from, int to) {
    return tooLarge(type, text(data, from, to));
  }

  /** The column cannot hold the value. */
  public static PoisonException tooLarge(String type, String value) {
    return new PoisonException(
        FormatCode.VALUE_OUT_OF_RANGE,
        value,
        "a column of type " + type + " cannot hold the value");
  }

  /** The bytes are not a value of the format. */
  public static PoisonException malformed(String reason) {
    return new PoisonException(FormatCode.MALFORMED, null, reason);
  }

  /** The start of a slice as text, for messages. */
  public static String text(byte[] data, int from, int to) {
    int length = Math.min(to - from, 4 * Poison.LONGEST + 4);
    return new String(data, from, Math.max(0, length), StandardCharsets.UTF_8);
  }
}
