package dpone.service.tds.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One packet of a client.
 *
 * @param type kind of its message
 * @param status bits of {@link #LAST}, {@link #IGNORE}, {@link #RESET}
 * @param payload what follows the header
 */
@SuppressWarnings("ArrayRecordComponent")
public record Packet(PacketType type, int status, byte[] payload) {
  /** Bytes of a header. */
  public static final int HEADER = 8;

  /** The message ends with this packet. */
  public static final int LAST = 0x01;

  /** The message is to be forgotten. */
  public static final int IGNORE = 0x02;

  /** The session is to be as it was after the login, before the message is carried out. */
  public static final int RESET = 0x18;

  /** Whether the message ends here. */
  public boolean last() {
    return (status & LAST) != 0;
  }

  /** Reads a packet; empty where the client has closed. */
  public static Optional<Packet> read(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    byte[] rest = in.readNBytes(HEADER - 1);
    if (rest.length < HEADER - 1) {
      throw new EOFException("the client closed within a packet's header");
    }
    int length = ((rest[1] & 0xFF) << 8) | (rest[2] & 0xFF);
    if (length < HEADER) {
      throw new TdsException("a packet of " + length + " bytes is shorter than its header");
    }
    byte[] payload = in.readNBytes(length - HEADER);
    if (payload.length < length - HEADER) {
      throw new EOFException("the client closed within a packet");
    }
    return Optional.of(new Packet(PacketType.of(first), rest[0] & 0xFF, payload));
  }
}
