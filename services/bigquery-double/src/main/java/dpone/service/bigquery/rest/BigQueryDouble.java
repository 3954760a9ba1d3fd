package dpone.service.bigquery.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dpone.service.bigquery.write.WriteDouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The double behind an address of the loopback interface. */
public final class BigQueryDouble implements AutoCloseable {
  private final Interface known;
  private final HttpServer server;
  private final WriteDouble write;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  private BigQueryDouble(Interface known, WriteDouble write, int port) throws IOException {
    this.known = known;
    this.write = write;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A double with nothing in it, on a free port. */
  public static BigQueryDouble start() throws IOException {
    Interface known = new Interface();
    return new BigQueryDouble(known, WriteDouble.start(new Shelves(known)), 0);
  }

  /** The same double again after it was closed, on its port and with what it held. */
  public BigQueryDouble again() throws IOException {
    return new BigQueryDouble(known, write.again(), port());
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Where the Storage Write API is, such as {@code http://127.0.0.1:40124}. */
  public String writeUrl() {
    return write.url();
  }

  /** Makes a dataset; false if it is there. */
  public boolean makeDataset(String name, String location) {
    return known.makeDataset(name, location);
  }

  /** Makes a bucket, unless it is there. */
  public void makeBucket(String name, String location) {
    known.makeBucket(name, location);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      byte[] body = exchange.getRequestBody().readAllBytes();
      String what = exchange.getRequestMethod() + " " + uri.getPath();
      Faults.Fault fault = known.fault(what);
      Reply reply;
      if (uri.getPath().equals("/double/expire-streams")) {
        write.expire();
        reply = Reply.of(Json.object());
      } else if (fault != null && !fault.done()) {
        reply = fault.reply();
      } else {
        reply = known.answer(request(exchange, uri, body));
        if (fault != null) {
          reply = fault.reply();
        }
      }
      if (reply.status() == 0) {
        // Closed before a byte of an answer.
        return;
      }
      send(exchange, reply);
    }
  }

  private static Interface.Request request(HttpExchange exchange, URI uri, byte[] body) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return new Interface.Request(
        exchange.getRequestMethod(),
        uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        "http://" + host + uri.getRawPath(),
        exchange.getRequestHeaders().getFirst("Content-Range"),
        exchange.getRequestHeaders().getFirst("Authorization"),
        body);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    write.close();
    workers.shutdownNow();
  }
}
