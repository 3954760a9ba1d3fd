package dpone.certification.clickhouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Something that listens and is no server: it answers everybody with the same bytes. */
final class Answering implements AutoCloseable {
  private final ServerSocket door;
  private final byte[] answer;

  /**
   * Begins to listen.
   *
   * @param answer each character a byte; empty for one that hangs up
   */
  Answering(String answer) throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    Thread.ofVirtual().start(this::answer);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void answer() {
    while (!door.isClosed()) {
      try (Socket guest = door.accept()) {
        if (answer.length > 0) {
          guest.getInputStream().read(new byte[1 << 16]);
          guest.getOutputStream().write(answer);
          guest.shutdownOutput();
          guest.getInputStream().readAllBytes();
        }
      } catch (IOException gone) {
        // The guest, or the door.
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
