package dpone.certification.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets in plain text whoever comes, as no speaker of TLS does. */
final class PlainSpeaker implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  PlainSpeaker() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  /** HOST:PORT. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> greet(client));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private static void greet(Socket client) {
    try (client) {
      client
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().flush();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // nobody waits any more
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
