package dpone.certify.network;

import dpone.certify.kit.Network.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes on the bytes between a connector and its system, and does to them what a test says. It
 * listens on the loopback interface only and ends by itself. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
  /** Longer than any scenario: what nobody closed does not stay. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  private static final int LOOK_MILLIS = 500;
  private static final int PIECE = 16 * 1024;

  private final String host;
  private final int port;
  private final ServerSocket listener;
  private final Instant end = Instant.now().plus(LIFE);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Instant> connections = new ArrayList<>();
  private final AtomicInteger atTheDoor = new AtomicInteger();
  private final Tap down = new Tap();
  private final Tap up = new Tap();
  private volatile Fault door = new Fault.Broken();
  private volatile Duration slowness = Duration.ZERO;

  /**
   * Listens.
   *
   * @param host where the system is
   * @param port where it listens
   */
  public FaultyProxy(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.listener = new ServerSocket();
    // Small, so that a sender cannot be done before anybody has read what it sent.
    listener.setReceiveBufferSize(PIECE);
    listener.setSoTimeout(LOOK_MILLIS);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  /** The host to connect to. */
  public String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /** The port to connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The next connections meet the fault; those after them pass. */
  public void meet(Fault fault, int times) {
    door = fault;
    atTheDoor.set(times);
  }

  /** Stops listening, so that connecting is refused. */
  public void refuse() throws IOException {
    listener.close();
  }

  /** When connections came, in order. */
  public List<Instant> connections() {
    synchronized (connections) {
      return List.copyOf(connections);
    }
  }

  /** What the system sends. */
  public Tap down() {
    return down;
  }

  /** What the connector sends. */
  public Tap up() {
    return up;
  }

  /** Every piece of bytes takes so much longer. */
  public void slow(Duration each) {
    slowness = each;
  }

  /** One direction of every connection. Thread-safe. */
  public static final class Tap {
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();
    private volatile long after;
    private volatile boolean silently;

    /** Connections that have passed so many bytes break, so many times. */
    public void breakAfter(long bytes, int times) {
      set(bytes, times, false);
    }

    /** Connections that have passed so many bytes pass no more, so many times, and stay open. */
    public void silentAfter(long bytes, int times) {
      set(bytes, times, true);
    }

    private void set(long bytes, int times, boolean silence) {
      after = bytes;
      silently = silence;
      left.set(times);
    }

    /** How often that happened. */
    public int fired() {
      return fired.get();
    }

    private boolean takes(long passed) {
      if (passed <= after || left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
        return false;
      }
      fired.incrementAndGet();
      return true;
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      if (Instant.now().isAfter(end)) {
        close();
        return;
      }
      try {
        Socket client = listener.accept();
        synchronized (connections) {
          connections.add(Instant.now());
        }
        start(() -> serve(client));
      } catch (SocketTimeoutException nobodyCame) {
        // Time to look whether it should go on.
      } catch (IOException closed) {
        // Seen at the head of the loop.
      }
    }
  }

  private void serve(Socket client) {
    sockets.add(client);
    Fault fault = door;
    boolean meets = atTheDoor.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    try {
      if (!meets) {
        pass(client);
        return;
      }
      switch (fault) {
        case Fault.Answered answer -> answer(client, answer.text());
        case Fault.Asked asked -> pass(client);
        case Fault.Broken broken -> drop(client);
        case Fault.Refused refused -> drop(client);
      }
    } catch (IOException systemIsDown) {
      drop(client);
    }
  }

  private void answer(Socket client, String text) throws IOException {
    byte[] first = new byte[PIECE];
    if (client.getInputStream().read(first) > 0) {
      client.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
    }
    // Closed in the friendly way, so that the answer arrives before the end.
    sockets.remove(client);
    client.close();
  }

  private void pass(Socket client) throws IOException {
    Socket server = new Socket(host, port);
    sockets.add(server);
    start(() -> pump(client, server, up));
    start(() -> pump(server, client, down));
  }

  private void pump(Socket from, Socket to, Tap tap) {
    byte[] piece = new byte[PIECE];
    long passed = 0;
    try {
      for (int n = from.getInputStream().read(piece);
          n >= 0;
          n = from.getInputStream().read(piece)) {
        Thread.sleep(slowness);
        passed += n;
        if (tap.takes(passed)) {
          if (tap.silently) {
            return;
          }
          break;
        }
        to.getOutputStream().write(piece, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException broken) {
      // Passed on below.
    }
    drop(from);
    drop(to);
  }

  /** Breaks a connection, so that the other end hears of it at once. */
  private void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      // That is what was wanted.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "dpone-faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException alreadyClosed) {
      // That is what was wanted.
    }
    sockets.forEach(this::drop);
  }
}
