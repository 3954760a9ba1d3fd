package dpone.certify.kit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A server on the loopback interface that speaks HTTP/1.1 without TLS, keeps connections, and can
 * go wrong in every way that a real one does. Whoever is asked decides on a thread of the
 * connection; faults come first.
 */
public final class HttpDouble implements AutoCloseable {
  /** Decides what is answered. */
  @FunctionalInterface
  public interface Answers {
    /** The answer; what it throws is answered as 500 with its text. */
    HttpReply to(HttpAsked asked) throws Exception;
  }

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Answers answers;
  private final List<HttpAsked> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Planned> planned = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Begins to listen on a free port. */
  public HttpDouble(Answers answers) throws IOException {
    this.answers = answers;
    Thread.ofVirtual().start(this::serve);
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** What it was asked so far, in order of coming. */
  public List<HttpAsked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** How often it was asked for what fits. */
  public long count(Predicate<HttpAsked> which) {
    return asked().stream().filter(which).count();
  }

  /** Forgets what it was asked: a long trial asks much. */
  public void forget() {
    asked.clear();
  }

  /**
   * From now on exchanges meet a fault.
   *
   * @param which those that do
   * @param times how many of them; those after them are sound
   */
  public Planned meet(HttpFault fault, int times, Predicate<HttpAsked> which) {
    Planned plan = new Planned(this, fault, times, which);
    planned.add(plan);
    return plan;
  }

  /** A fault that some exchanges meet; ends with {@link #close}. Safe for use by threads. */
  public static final class Planned implements AutoCloseable {
    private final HttpDouble owner;
    private final HttpFault fault;
    private final Predicate<HttpAsked> which;
    private final List<HttpAsked> met = new ArrayList<>();
    private final int times;

    private Planned(HttpDouble owner, HttpFault fault, int times, Predicate<HttpAsked> which) {
      this.owner = owner;
      this.fault = fault;
      this.times = times;
      this.which = which;
    }

    /** The exchanges that met it, in order. */
    public synchronized List<HttpAsked> met() {
      return List.copyOf(met);
    }

    private synchronized boolean takes(HttpAsked one) {
      if (met.size() >= times || !which.test(one)) {
        return false;
      }
      met.add(one);
      return true;
    }

    @Override
    public void close() {
      owner.planned.remove(this);
    }
  }

  private void serve() {
    try {
      while (true) {
        Socket guest = server.accept();
        open.add(guest);
        Thread.ofVirtual().start(() -> talk(guest));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private void talk(Socket guest) {
    try (guest) {
      guest.setTcpNoDelay(true);
      HttpWire wire = new HttpWire(guest);
      for (HttpAsked one = wire.read(); one != null; one = wire.read()) {
        asked.add(one);
        if (!wire.reply(one, faultOf(one), answers)) {
          return;
        }
      }
    } catch (IOException gone) {
      // nobody waits any more
    } finally {
      open.remove(guest);
    }
  }

  private HttpFault faultOf(HttpAsked one) {
    for (Planned plan : planned) {
      if (plan.takes(one)) {
        return plan.fault;
      }
    }
    return HttpWire.NONE;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket guest : open) {
      guest.close();
    }
  }
}
