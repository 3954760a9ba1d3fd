package dpone.service.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of SQL Server on a port of the loopback: it speaks TDS 7.1 to 7.4 (MS-TDS) and answers
 * by a script. It imitates no SQL. Evidence that was got with it is evidence of a double.
 */
public final class TdsDouble implements AutoCloseable {
  private final Settings settings;
  private final ServerSocket server;
  private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger(50);

  private TdsDouble(Settings settings, InetSocketAddress at) throws IOException {
    this.settings = settings;
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(at);
  }

  /** Starts on a free port. */
  public static TdsDouble start(Settings settings) {
    return start(settings, 0);
  }

  /** Starts on a port, such as that of one that was closed. */
  public static TdsDouble start(Settings settings, int port) {
    return start(settings, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Starts at an address, such as another one of the loopback whose port clients do not choose.
   *
   * @throws UncheckedIOException where the port is taken
   */
  public static TdsDouble start(Settings settings, InetSocketAddress at) {
    try {
      TdsDouble started = new TdsDouble(settings, at);
      Thread.ofVirtual().name("tds-double").start(started::accept);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Every session so far, those that ended with them. */
  public List<Session> sessions() {
    return List.copyOf(sessions);
  }

  /**
   * What clients said that the double did not understand. A test that does not mean it finds none.
   */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** How many connections are open. */
  public int connections() {
    return open.size();
  }

  /** Breaks every connection. */
  public void reset() {
    open.forEach(Conversation::reset);
  }

  /** Stops listening, and breaks every connection. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      reset();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (IOException e) {
        // Closed, or a client that went before it was accepted.
        continue;
      }
      Conversation conversation = new Conversation(socket, settings, this);
      open.add(conversation);
      Thread.ofVirtual()
          .name("tds-double-session")
          .start(() -> {
            try {
              conversation.run();
            } finally {
              open.remove(conversation);
            }
          });
    }
  }

  int nextId() {
    return ids.incrementAndGet();
  }

  void began(Session session) {
    sessions.add(session);
  }

  void trouble(String what) {
    troubles.add(what);
  }
}
