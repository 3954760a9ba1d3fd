package dpone.connector.vendors.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose answers are a function of what is asked, and which remembers that. */
public final class HttpDouble implements AutoCloseable {
  /** What was asked. */
  public record Asked(
      String method,
      String path,
      Map<String, String> params,
      Map<String, String> headers,
      String body) {
    public String param(String name) {
      return params.getOrDefault(name, "");
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /**
   * What is answered.
   *
   * @param cut bytes of the body after which the connection ends, -1 for none
   */
  public record Answer(int status, Map<String, String> headers, byte[] body, int cut) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), -1);
    }

    public static Answer of(String body) {
      return of(200, body);
    }

    public Answer header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, body, cut);
    }

    public Answer bytes(byte[] other) {
      return new Answer(status, headers, other, cut);
    }

    public Answer cutAfter(int bytes) {
      return new Answer(status, headers, body, bytes);
    }
  }

  /** Answers. */
  @FunctionalInterface
  public interface Script {
    Answer answer(Asked asked) throws Exception;
  }

  public final List<Asked> asked = new CopyOnWriteArrayList<>();
  public volatile Script script;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public HttpDouble(Script script) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      Asked next = read(in);
      while (next != null) {
        asked.add(next);
        if (!write(answer(next), out)) {
          return;
        }
        next = read(in);
      }
    } catch (IOException broken) {
      // closed by the try above
    }
  }

  private Answer answer(Asked now) {
    try {
      return script.answer(now);
    } catch (Exception broken) {
      return Answer.of(599, broken.toString());
    }
  }

  private static boolean write(Answer answer, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Status\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    int length = answer.body().length;
    head.append("Content-Length: ").append(length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(answer.body(), 0, answer.cut() < 0 ? length : answer.cut());
    out.flush();
    return answer.cut() < 0;
  }

  private static Asked read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    URI uri = URI.create(words[1]);
    return new Asked(words[0], uri.getPath(), params(uri.getRawQuery()), headers, body);
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

  private static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        String[] parts = pair.split("=", 2);
        params.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return params;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
