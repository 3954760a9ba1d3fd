package dpone.certification.bigquery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An address that answers all connections alike, whatever they want. */
final class OtherDoor implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> held = new ArrayList<>();
  private final String answer;

  /**
   * Listens.
   *
   * @param answer what is said before the connection ends; empty for a connection that is held and
   *     told nothing
   */
  OtherDoor(String answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        synchronized (held) {
          held.add(one);
        }
        if (!answer.isEmpty()) {
          answer(one);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Only after something came: a client that is not done with its greeting does not listen. */
  private void answer(Socket one) throws IOException {
    if (one.getInputStream().read() >= 0) {
      one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
    one.shutdownOutput();
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    synchronized (held) {
      for (Socket one : held) {
        one.close();
      }
    }
  }
}
