package dpone.certification.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** An HTTP/1.1 server of the loopback interface whose answers are made down to the byte. */
final class Door implements AutoCloseable {
  private static final int PIECES = 20;

  private final ServerSocket socket;
  private final Function<Ask, Reply> answers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Opens a door on a free port. */
  Door(Function<Ask, Reply> answers) throws IOException {
    this.answers = answers;
    this.socket = new ServerSocket(0, 64, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().name("door").start(this::accept);
  }

  /** Its address, without a slash at its end. */
  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (answer(in, client)) {
        // the next one of the same connection
      }
    } catch (IOException | RuntimeException gone) {
      // The client went, or is told by the broken connection.
    } finally {
      open.remove(client);
    }
  }

  private boolean answer(InputStream in, Socket client) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return false;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    String[] parts = first.split(" ", -1);
    return give(answers.apply(new Ask(parts[0], parts[1], headers, body)), client);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean give(Reply reply, Socket client) throws IOException {
    if (reply.manner() == Reply.Manner.RESET) {
      // A client that has got nothing at all may send its request once more by itself.
      client.getOutputStream().write("HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII));
      pause(50);
      client.setSoLinger(true, 0);
      return false;
    }
    byte[] body = reply.body();
    int sent = reply.manner() == Reply.Manner.CUT ? body.length / 2 : body.length;
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Answer\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + sent + "\r\n\r\n");
    OutputStream out = client.getOutputStream();
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    switch (reply.manner()) {
      case TRUNCATED -> {
        out.write(start);
        out.write(body, 0, body.length / 2);
        out.flush();
        pause(100);
        return false;
      }
      case STALLED -> {
        out.write(start);
        out.write(body, 0, body.length / 2);
        out.flush();
        pause(60_000);
        return false;
      }
      case SLOW -> {
        out.write(start);
        int piece = Math.max(1, body.length / PIECES);
        for (int at = 0; at < body.length; at += piece) {
          out.write(body, at, Math.min(piece, body.length - at));
          out.flush();
          pause(20);
        }
      }
      default -> {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(start.length + sent);
        whole.write(start);
        whole.write(body, 0, sent);
        whole.writeTo(out);
      }
    }
    out.flush();
    return true;
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
