package dpone.connector.kafka.format.codec;

import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.PoisonException;

/** The five bytes before a value whose schema is in a registry: a zero, and the schema's id. */
public final class Framing {
  /** Bytes of the framing. */
  public static final int LENGTH = 5;

  private Framing() {}

  /**
   * The id that a value names.
   *
   * @throws PoisonException when the value has no framing
   */
  public static int id(byte[] data, int offset, int length) {
    if (length < LENGTH || data[offset] != 0) {
      throw new PoisonException(
          KafkaFormatCode.FRAMING,
          null,
          length < LENGTH
              ? "the value of " + length + " bytes is too short for a schema id"
              : "the value does not begin with a zero byte and a schema id");
    }
    return (data[offset + 1] & 0xFF) << 24
        | (data[offset + 2] & 0xFF) << 16
        | (data[offset + 3] & 0xFF) << 8
        | (data[offset + 4] & 0xFF);
  }

  /** The framing of an id. */
  public static byte[] of(int id) {
    ByteOutput out = new ByteOutput(LENGTH);
    out.write(0);
    out.int32(id);
    return out.toByteArray();
  }
}
