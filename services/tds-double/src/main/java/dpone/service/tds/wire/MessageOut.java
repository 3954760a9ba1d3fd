package dpone.service.tds.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Cuts an answer into packets. */
public final class MessageOut {
  private static final int SMALLEST = 512;
  private static final int USUAL = 4096;
  private static final int LARGEST = 32_767;

  private final OutputStream out;
  private final int type;
  private int packet = USUAL;
  private byte[] waiting = new byte[0];
  private int number;

  /** Answers of a type go to a stream. */
  public MessageOut(OutputStream out, PacketType type) {
    this.out = out;
    this.type = type.code();
  }

  /** Takes the size of packets that a client asks for, within bounds. */
  public void packetSize(int asked) {
    packet = asked == 0 ? USUAL : Math.clamp(asked, SMALLEST, LARGEST);
  }

  /** The size of packets. */
  public int packetSize() {
    return packet;
  }

  /** Adds to the answer, and sends what fills whole packets. */
  public void add(byte[] bytes) throws IOException {
    byte[] all = new byte[waiting.length + bytes.length];
    System.arraycopy(waiting, 0, all, 0, waiting.length);
    System.arraycopy(bytes, 0, all, waiting.length, bytes.length);
    int room = packet - Packet.HEADER;
    int from = 0;
    for (; all.length - from > room; from += room) {
      send(all, from, room, 0);
    }
    waiting = java.util.Arrays.copyOfRange(all, from, all.length);
  }

  /** Sends what there is; the answer goes on. */
  public void flush() throws IOException {
    if (waiting.length > 0) {
      send(waiting, 0, waiting.length, 0);
      waiting = new byte[0];
    }
    out.flush();
  }

  /** Sends the rest: the answer ends. */
  public void end() throws IOException {
    send(waiting, 0, waiting.length, Packet.LAST);
    waiting = new byte[0];
    out.flush();
    number = 0;
  }

  private void send(byte[] bytes, int from, int length, int status) throws IOException {
    byte[] sent = new byte[length + Packet.HEADER];
    int whole = sent.length;
    sent[0] = (byte) type;
    sent[1] = (byte) status;
    sent[2] = (byte) (whole >> 8);
    sent[3] = (byte) whole;
    sent[5] = 51;
    sent[6] = (byte) ++number;
    System.arraycopy(bytes, from, sent, Packet.HEADER, length);
    out.write(sent);
  }
}
