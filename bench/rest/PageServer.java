import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves records in pages by number, made before the first is asked for, and tells when they were asked for.
 *
 * <pre>PageServer PAGES RECORDS_A_PAGE</pre>
 *
 * Prints its port. {@code /orders?page=N} is a page, one without records behind the last; {@code /stats} is how many requests came, the most
 * of any window of a second, and the seconds from the first to the last, since it was asked the time before. Ends with standard input.
 */
public final class PageServer {
  private static byte[][] pages;
  private static final List<Long> asked = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    int records = Integer.parseInt(args[1]);
    pages = new byte[count + 2][];
    for (int page = 1; page <= count + 1; page++) {
      pages[page] = reply(page > count ? "{\"data\":[]}" : page(page, records));
    }
    ServerSocket socket = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
    System.out.println(socket.getLocalPort());
    Thread.ofPlatform().daemon().start(() -> accept(socket));
    while (System.in.read() >= 0) {
      // until the script closes it
    }
    System.exit(0);
  }

  private static String page(int page, int records) {
    StringBuilder text = new StringBuilder("{\"data\":[");
    for (int i = 0; i < records; i++) {
      long id = (page - 1L) * records + i + 1;
      text.append(i == 0 ? "" : ",")
          .append("{\"id\":").append(id)
          .append(",\"customer\":{\"id\":").append(id * 7919 % 100_003)
          .append(",\"city\":\"Überlingen ").append(id % 1000)
          .append("\"},\"amount\":").append(id % 100_000).append('.').append(1000 + id % 9000)
          .append(",\"paid\":").append(id % 3 == 0)
          .append(",\"updated_at\":\"2026-01-").append(String.format("%02d", 1 + id % 28))
          .append("T08:15:30.").append(100_000 + id % 900_000)
          .append("Z\",\"note\":").append(id % 5 == 0 ? "null" : "\"order " + id + ", all is well\"")
          .append('}');
    }
    return text.append("]}").toString();
  }

  private static byte[] reply(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head);
    whole.writeBytes(bytes);
    return whole.toByteArray();
  }

  private static void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(() -> serve(client));
      }
    } catch (IOException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      for (String target = target(in); target != null; target = target(in)) {
        out.write(target.startsWith("/stats") ? reply(stats()) : page(target));
        out.flush();
      }
    } catch (IOException gone) {
      // the client went
    }
  }

  private static byte[] page(String target) {
    synchronized (asked) {
      asked.add(System.nanoTime());
    }
    int at = target.indexOf("page=") + 5;
    int end = at;
    while (end < target.length() && Character.isDigit(target.charAt(end))) {
      end++;
    }
    return pages[Math.min(Integer.parseInt(target.substring(at, end)), pages.length - 1)];
  }

  private static String stats() {
    synchronized (asked) {
      int most = 0;
      for (int first = 0, last = 0; last < asked.size(); last++) {
        while (asked.get(last) - asked.get(first) >= 1_000_000_000L) {
          first++;
        }
        most = Math.max(most, last - first + 1);
      }
      double seconds = asked.isEmpty() ? 0 : (asked.get(asked.size() - 1) - asked.get(0)) / 1e9;
      String text = asked.size() + " " + most + " " + seconds;
      asked.clear();
      return text;
    }
  }

  /** The target of the next request; null at the end. */
  private static String target(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    while (!line(in).isEmpty()) {
      // headers
    }
    return first.split(" ")[1];
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
