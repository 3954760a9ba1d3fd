package dpone.certification.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carries bytes between callers and a port of this machine, until it is told to drop them all. */
final class Relay implements AutoCloseable {
  private final int port;
  private final ServerSocket door;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** A relay to that port. */
  Relay(int port) {
    this.port = port;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Its address. */
  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        Socket called = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(caller);
        open.add(called);
        Thread.ofVirtual().start(() -> carry(caller, called));
        Thread.ofVirtual().start(() -> carry(called, caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException dropped) {
      // One of them went away, and so does the other.
    }
  }

  /** Drops every connection that there is. */
  void drop() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException gone) {
        // It is gone already.
      }
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    door.close();
    drop();
  }
}
