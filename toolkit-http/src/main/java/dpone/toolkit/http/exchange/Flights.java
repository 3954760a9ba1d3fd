package dpone.toolkit.http.exchange;

import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All requests of a session that are under way, and the thread that looks after them: reads of a
 * socket block, and neither the end of a run nor a limit over several of them ends one.
 * Thread-safe.
 */
final class Flights implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Cancellation cancellation;
  private final Set<Flight> all = ConcurrentHashMap.newKeySet();
  private @Nullable Thread guard;
  private volatile boolean closed;

  Flights(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /**
   * A request begins.
   *
   * @param patience how long one wait may take
   * @param deadline when the whole try has to be over, in {@link System#nanoTime}
   */
  Flight begin(Duration patience, long deadline) {
    Flight flight = new Flight(this, patience.toNanos(), deadline);
    all.add(flight);
    watch();
    if (closed) {
      flight.end(Flight.End.UNWANTED);
    }
    return flight;
  }

  void forget(Flight flight) {
    all.remove(flight);
  }

  int size() {
    return all.size();
  }

  private synchronized void watch() {
    if (guard == null && !closed) {
      guard = Thread.ofPlatform().daemon().name("dpone-http-guard").start(this::look);
    }
  }

  private void look() {
    while (!closed) {
      try {
        Thread.sleep(PERIOD);
      } catch (InterruptedException over) {
        return;
      }
      boolean wanted = wanted();
      long now = System.nanoTime();
      for (Flight flight : all) {
        if (wanted) {
          flight.check(now);
        } else {
          flight.end(Flight.End.UNWANTED);
        }
      }
    }
  }

  private boolean wanted() {
    try {
      cancellation.check();
      return true;
    } catch (DponeException over) {
      return false;
    }
  }

  /** Ends all of them; none begins any more. */
  @Override
  public void close() {
    Thread known;
    synchronized (this) {
      closed = true;
      known = guard;
      guard = null;
    }
    if (known != null) {
      known.interrupt();
    }
    all.forEach(flight -> flight.end(Flight.End.UNWANTED));
  }
}
