package dpone.toolkit.http.limit;

import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.error.HttpCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The turns of one credential: first come, first served, at its rates, and none while the system
 * asked for a pause. Thread-safe.
 *
 * <p>It is not Resilience4j's rate limiter, which counts in fixed windows: at the edge of two of
 * them twice the limit passes within a moment, which a server that counts otherwise answers with
 * 429.
 */
final class Bucket implements AutoCloseable {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LONGEST_FIRST = TimeUnit.SECONDS.toNanos(1);

  private final ConnectorContext context;
  private final LongSupplier nanos;
  private final Duration longestWait;
  private final List<Pacer> pacers;
  private final Deque<Long> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long tickets;
  private long taken;
  private boolean firstAnswered;
  private long firstLeft;
  private boolean pausing;
  private long pausedUntil;
  private boolean closed;

  Bucket(Limits limits, ConnectorContext context, LongSupplier nanos) {
    this.context = context;
    this.nanos = nanos;
    this.longestWait = limits.longestWait();
    this.pacers = limits.rates().stream().map(Pacer::new).toList();
  }

  /**
   * Waits for a turn and takes it.
   *
   * @return its number, from zero
   */
  long take() {
    lock.lock();
    Long ticket = tickets++;
    try {
      queue.add(ticket);
      return await(ticket);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      context.cancellation().check();
      throw HttpCode.CLOSED.error("waiting for a turn was interrupted").build();
    } finally {
      queue.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  private long await(Long ticket) throws InterruptedException {
    long begun = nanos.getAsLong();
    long now = begun;
    while (true) {
      check(now - begun);
      long wait = waitAt(now);
      boolean first = ticket.equals(queue.peek());
      if (first && wait <= 0) {
        leave(now);
        return taken++;
      }
      refuseLonger(wait, longestWait.toNanos() - (now - begun));
      long left = changed.awaitNanos(first ? Math.min(wait, SLICE) : SLICE);
      assert left <= SLICE;
      now = nanos.getAsLong();
    }
  }

  private static void refuseLonger(long wait, long patience) {
    if (wait > patience) {
      throw HttpCode.THROTTLED
          .error(
              "the next request would have to wait "
                  + TimeUnit.NANOSECONDS.toSeconds(wait)
                  + " s for its turn, longer than it may")
          .retryAfter(Duration.ofNanos(wait))
          .build();
    }
  }

  private void check(long waited) {
    context.cancellation().check();
    if (closed) {
      throw HttpCode.CLOSED.error("it was closed while a request waited for its turn").build();
    }
    if (waited > longestWait.toNanos()) {
      throw HttpCode.THROTTLED
          .error("a request waited " + longestWait.toSeconds() + " s and had no turn")
          .build();
    }
  }

  private long waitAt(long now) {
    long wait = 0;
    if (pausing) {
      wait = pausedUntil - now;
      pausing = wait > 0;
    }
    for (Pacer pacer : pacers) {
      wait = Math.max(wait, pacer.waitAt(now));
    }
    // With a rate the first request goes alone: it makes what all of them need, and is late.
    if (taken > 0 && !firstAnswered && !pacers.isEmpty()) {
      wait = Math.max(wait, firstLeft + LONGEST_FIRST - now);
    }
    return wait;
  }

  private void leave(long now) {
    if (taken == 0) {
      firstLeft = now;
    }
    for (Pacer pacer : pacers) {
      pacer.leave(now);
    }
  }

  /** The request of that number was answered, or never will be. */
  void answered(long number) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      pacers.forEach(pacer -> pacer.answered(number, now));
      if (number == 0 && !firstAnswered) {
        firstAnswered = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody has a turn for that long; a longer pause stays. */
  void pause(Duration length) {
    lock.lock();
    try {
      long until = nanos.getAsLong() + length.toNanos();
      if (!pausing || until - pausedUntil > 0) {
        pausedUntil = until;
        pausing = true;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
