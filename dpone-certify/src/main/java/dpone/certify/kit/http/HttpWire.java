package dpone.certify.kit.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of a double: reads what is asked and writes answers, sound ones and others. */
final class HttpWire {
  /** A sound answer, which is as slow as it has to be. */
  static final HttpFault NONE = new HttpFault.Slow(Duration.ZERO, Integer.MAX_VALUE);

  private static final int END = -1;

  private final Socket guest;
  private final InputStream in;
  private final OutputStream out;

  HttpWire(Socket guest) throws IOException {
    this.guest = guest;
    this.in = new BufferedInputStream(guest.getInputStream());
    this.out = new BufferedOutputStream(guest.getOutputStream());
  }

  /** The next thing that is asked, null once nobody asks any more. */
  @Nullable HttpAsked read() throws IOException {
    String line = line();
    if (line == null || line.isEmpty()) {
      return null;
    }
    Instant at = Instant.now();
    String[] words = line.split(" ");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String head = line(); head != null && !head.isEmpty(); head = line()) {
      int colon = head.indexOf(':');
      headers
          .computeIfAbsent(
              head.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(head.substring(colon + 1).strip());
    }
    String target = words[1];
    int query = target.indexOf('?');
    return new HttpAsked(
        words[0],
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        headers,
        body(headers),
        at);
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (String size = line(); size != null; size = line()) {
        int length = Integer.parseInt(size.split(";")[0].strip(), 16);
        whole.writeBytes(in.readNBytes(length));
        line();
        if (length == 0) {
          return whole.toByteArray();
        }
      }
    }
    List<String> length = headers.getOrDefault("content-length", List.of());
    return length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length.getFirst()));
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b == END) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Answers; returns whether the connection is good for more. */
  boolean reply(HttpAsked asked, HttpFault fault, HttpDouble.Answers answers) throws IOException {
    return switch (fault) {
      case HttpFault.Reset reset -> {
        guest.setSoLinger(true, 0);
        yield false;
      }
      case HttpFault.Silent silent -> {
        // Ends when the other side goes, or the double.
        in.transferTo(OutputStream.nullOutputStream());
        yield false;
      }
      case HttpFault.Answered answered -> {
        send(asked, answered.reply(), 1, NONE);
        yield true;
      }
      case HttpFault.Cut cut -> {
        send(asked, sound(asked, answers), 2, NONE);
        yield false;
      }
      case HttpFault.Slow slow -> {
        send(asked, sound(asked, answers), 1, slow);
        yield true;
      }
    };
  }

  private static HttpReply sound(HttpAsked asked, HttpDouble.Answers answers) {
    try {
      return answers.to(asked);
    } catch (Exception broken) {
      return HttpReply.text(500, "text/plain", String.valueOf(broken));
    }
  }

  /** Sends the head and as much of the body as one part of so many is. */
  private void send(HttpAsked asked, HttpReply reply, int ofParts, HttpFault pace)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " -\r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.UTF_8));
    int length = asked.method().equals("HEAD") ? 0 : reply.body().length / ofParts;
    int piece = pace instanceof HttpFault.Slow slow ? slow.bytes() : length;
    Duration each = pace instanceof HttpFault.Slow slow ? slow.each() : Duration.ZERO;
    for (int sent = 0; sent < length; ) {
      if (!each.isZero()) {
        out.flush();
        pause(each);
      }
      int now = Math.min(piece, length - sent);
      out.write(reply.body(), sent, now);
      sent += now;
    }
    out.flush();
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
