package dpone.service.tds;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A double of the service that tells the ports of named instances (MC-SQLR), on UDP port 1434 of an
 * address of the loopback. As the service does, it is silent about an instance that it does not
 * know.
 */
public final class BrowserDouble implements AutoCloseable {
  /** The port at which clients ask. */
  public static final int PORT = 1434;

  private static final int ASKS_FOR_ONE = 0x04;
  private static final int ANSWERS = 0x05;
  private static final int LONGEST = 64;

  private final DatagramSocket socket;
  private final Map<String, Integer> instances;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private BrowserDouble(DatagramSocket socket, Map<String, Integer> instances) {
    this.socket = socket;
    this.instances = instances;
  }

  /**
   * Starts.
   *
   * @param instances TCP ports by the names of instances
   * @throws IOException where the port is taken
   */
  public static BrowserDouble start(InetAddress address, Map<String, Integer> instances)
      throws IOException {
    BrowserDouble started =
        new BrowserDouble(
            new DatagramSocket(new InetSocketAddress(address, PORT)), Map.copyOf(instances));
    Thread.ofVirtual().name("browser-double").start(started::answer);
    return started;
  }

  /** Names that were asked for so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer() {
    byte[] bytes = new byte[LONGEST];
    while (!socket.isClosed()) {
      DatagramPacket question = new DatagramPacket(bytes, bytes.length);
      try {
        socket.receive(question);
        if (question.getLength() < 2 || bytes[0] != ASKS_FOR_ONE) {
          continue;
        }
        String name =
            new String(bytes, 1, question.getLength() - 1, StandardCharsets.US_ASCII)
                .replace("\0", "");
        asked.add(name);
        Integer port = instances.get(name);
        if (port != null) {
          byte[] told = told(name, port);
          socket.send(new DatagramPacket(told, told.length, question.getSocketAddress()));
        }
      } catch (IOException closed) {
        // Closed, or a client that went before it was answered.
      }
    }
  }

  private static byte[] told(String name, int port) {
    byte[] text =
        ("ServerName;DOUBLE;InstanceName;"
                + name
                + ";IsClustered;No;Version;16.0.1000.6;tcp;"
                + port
                + ";;")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[3 + text.length];
    all[0] = ANSWERS;
    all[1] = (byte) text.length;
    all[2] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, all, 3, text.length);
    return all;
  }

  @Override
  public void close() {
    socket.close();
  }
}
