package dpone.certification.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Answers like a schema registry, by a script; one answer a connection. */
final class ScriptedRegistry implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final UnaryOperator<String> script;
  private final List<Instant> asked = new ArrayList<>();

  /**
   * Listens.
   *
   * @param script whole answers by the line of the request, such as {@code GET /schemas/ids/1}
   */
  ScriptedRegistry(UnaryOperator<String> script) throws IOException {
    this.script = script;
    Thread.ofVirtual().start(this::serve);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** When it was asked. */
  List<Instant> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** An answer with a body of JSON. */
  static String answer(String status, String body) {
    return answer(status, "", body);
  }

  /**
   * The same with further heads.
   *
   * @param heads lines, each with its end
   */
  static String answer(String status, String heads, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\n"
        + heads
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> reply(client));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private void reply(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String request = in.readLine();
      if (request == null) {
        return;
      }
      int length = 0;
      for (String head = in.readLine(); head != null && !head.isEmpty(); head = in.readLine()) {
        if (head.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
          length = Integer.parseInt(head.substring(LENGTH.length()).strip());
        }
      }
      for (int read = 0; read < length && in.read() >= 0; read++) {
        // What is asked does not change the script.
      }
      synchronized (asked) {
        asked.add(Instant.now());
      }
      client.getOutputStream().write(script.apply(request).getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().flush();
    } catch (IOException gone) {
      // nobody waits any more
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
