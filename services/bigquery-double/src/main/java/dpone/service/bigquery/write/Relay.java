package dpone.service.bigquery.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before the server, so that connections can break in the midst of bytes. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Relay(int port, int server) throws IOException {
    this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket inside = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(inside);
        Thread.ofVirtual().start(() -> pump(client, inside));
        Thread.ofVirtual().start(() -> pump(inside, client));
      } catch (IOException closed) {
        // The next turn sees whether that was the door.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException broken) {
      // The other side sees the end.
    } finally {
      open.remove(from);
    }
  }

  /** Breaks whatever is connected, without a word. */
  void reset() {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException gone) {
        // It broke by itself.
      }
    }
    open.clear();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    reset();
  }
}
