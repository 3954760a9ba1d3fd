package dpone.connector.postgres.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A network between client and server that can be slow, silent or cut. */
public final class FlakyProxy implements AutoCloseable {
  /** What happens when the client sends a certain text. */
  public enum Trick {
    /** The text does not reach the server, and both ends see a broken connection. */
    LOSE_REQUEST,
    /** The text reaches the server; its answer does not reach the client. */
    LOSE_ANSWER
  }

  private static final int PIECE = 16 * 1024;

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong fromServer = new AtomicLong();
  private volatile long cutAfter = Long.MAX_VALUE;
  private volatile boolean stalled;
  private volatile long delayMillis;
  private volatile String needle = "";
  private volatile Trick trick = Trick.LOSE_REQUEST;
  private volatile boolean refusing;

  public FlakyProxy(int serverPort) {
    this.serverPort = serverPort;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "flaky-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          reset(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        sockets.add(client);
        sockets.add(server);
        start(() -> pump(client, server, true));
        start(() -> pump(server, client, false));
      } catch (IOException gone) {
        // The listener was closed, or the server is down: the client sees its connection fail.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        while (stalled) {
          Thread.sleep(20);
        }
        Thread.sleep(delayMillis);
        if (fromClient && says(piece, n)) {
          needle = "";
          if (trick == Trick.LOSE_ANSWER) {
            stalledAnswer(to, piece, n);
          }
          cut();
          return;
        }
        out.write(piece, 0, n);
        out.flush();
        if (!fromClient && fromServer.addAndGet(n) > cutAfter) {
          cutAfter = Long.MAX_VALUE;
          cut();
        }
      }
    } catch (IOException | InterruptedException broken) {
      // Passed on below.
    }
    reset(from);
    reset(to);
  }

  private void stalledAnswer(Socket server, byte[] piece, int n)
      throws IOException, InterruptedException {
    stalled = true;
    server.getOutputStream().write(piece, 0, n);
    server.getOutputStream().flush();
    Thread.sleep(500);
    sockets.forEach(this::reset);
    stalled = false;
  }

  private boolean says(byte[] piece, int n) {
    return !needle.isEmpty()
        && new String(piece, 0, n, StandardCharsets.ISO_8859_1).contains(needle);
  }

  /** Does it once, when the client next sends the text within one packet. */
  public void when(String text, Trick what) {
    trick = what;
    needle = text;
  }

  /** Breaks every connection once the server has sent so many bytes from now on. */
  public void cutAfter(long bytes) {
    fromServer.set(0);
    cutAfter = bytes;
  }

  /** Breaks every connection now. */
  public void cut() {
    sockets.forEach(this::reset);
  }

  /** Nothing passes any more, and nobody is told. */
  public void stall() {
    stalled = true;
  }

  public void resume() {
    stalled = false;
  }

  /** Each piece takes so much longer. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /** New connections are broken at once. */
  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  private void reset(Socket socket) {
    sockets.remove(socket);
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket.close();
    } catch (IOException alreadyClosed) {
      // That is what was wanted.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    stalled = false;
    cut();
  }
}
