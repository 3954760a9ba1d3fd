package dpone.certification.vendors;

import java.io.BufferedInputStream;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A double of a vendor's API on this machine: it hears every request, answers by its script first
 * and by its rule after that, one request a connection, and counts. It shares no code with the
 * engine that asks it. Thread-safe.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final int LONGEST_HEAD = 64 << 10;
  private static final Duration TRUNCATED_AFTER = Duration.ofMillis(100);

  private final ServerSocket socket;
  private final Function<DoubleRequest, DoubleAnswer> rule;
  private final List<DoubleRequest> heard = new CopyOnWriteArrayList<>();
  private final List<Function<DoubleRequest, @Nullable DoubleAnswer>> looks =
      new CopyOnWriteArrayList<>();
  private final Deque<Function<DoubleRequest, DoubleAnswer>> script = new ArrayDeque<>();

  /** A server that answers by that rule. */
  public ScriptedServer(Function<DoubleRequest, DoubleAnswer> rule) {
    this.rule = rule;
    try {
      this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("vendor-double").start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Its address, with a slash at the end. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  /** Every request so far, in order. */
  public List<DoubleRequest> requests() {
    return List.copyOf(heard);
  }

  /** The next so many requests are answered so. */
  public void script(int times, DoubleAnswer answer) {
    script(times, request -> answer);
  }

  /** The next so many requests are answered so. */
  public void script(int times, Function<DoubleRequest, DoubleAnswer> answer) {
    synchronized (script) {
      for (int i = 0; i < times; i++) {
        script.add(answer);
      }
    }
  }

  /**
   * Looks at every request before the rule does.
   *
   * @param look answers it, or gives null for the rule to answer
   * @return ends it
   */
  public AutoCloseable intercept(Function<DoubleRequest, @Nullable DoubleAnswer> look) {
    looks.add(look);
    return () -> looks.remove(look);
  }

  /** Forgets what is left of the script. */
  public void unscript() {
    synchronized (script) {
      script.clear();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setSoTimeout(30_000);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      DoubleRequest request = read(in);
      if (request == null) {
        return;
      }
      heard.add(request);
      write(connection.getOutputStream(), answer(request));
    } catch (IOException gone) {
      // Whoever asked went away, which is theirs to do.
    }
  }

  private DoubleAnswer answer(DoubleRequest request) {
    Function<DoubleRequest, DoubleAnswer> scripted;
    synchronized (script) {
      scripted = script.poll();
    }
    try {
      if (scripted != null) {
        return scripted.apply(request);
      }
      for (Function<DoubleRequest, @Nullable DoubleAnswer> look : looks) {
        DoubleAnswer answer = look.apply(request);
        if (answer != null) {
          return answer;
        }
      }
      return rule.apply(request);
    } catch (RuntimeException defect) {
      return DoubleAnswer.of(
          599, "text/plain", "the double failed: " + defect, StandardCharsets.UTF_8);
    }
  }

  private static @Nullable DoubleRequest read(InputStream in) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return null;
    }
    String[] lines = head.split("\r\n");
    String[] first = lines[0].split(" ");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    int mark = first[1].indexOf('?');
    String path = mark < 0 ? first[1] : first[1].substring(0, mark);
    Map<String, List<String>> query = mark < 0 ? Map.of() : query(first[1].substring(mark + 1));
    return new DoubleRequest(
        first[0],
        URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8),
        query,
        headers,
        body);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4 && head.size() < LONGEST_HEAD) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
      boolean expected = b == (ends % 2 == 0 ? '\r' : '\n');
      ends = expected ? ends + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query
          .computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
          .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void write(OutputStream out, DoubleAnswer answer) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Said\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + answer.body().length + "\r\nConnection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(answer.body(), 0, answer.sent());
    out.flush();
    if (answer.sent() < answer.body().length) {
      // So that what was sent is heard before the end is.
      LockSupport.parkNanos(TRUNCATED_AFTER.toNanos());
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
