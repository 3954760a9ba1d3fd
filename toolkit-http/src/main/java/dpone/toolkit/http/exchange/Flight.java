package dpone.toolkit.http.exchange;

import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Whoever waits for it says so, and {@link Flights} ends a wait that
 * takes longer than it may: the client's own timeouts start again with each byte. Thread-safe; one
 * thread waits at a time.
 */
final class Flight implements AutoCloseable {
  /** Why a flight was ended from outside. */
  enum End {
    /** It was not. */
    NONE,
    /** A wait took too long. */
    STALLED,
    /** The time of the whole try is over. */
    LATE,
    /**
     * Nobody wants it any more: the run was cancelled, the session closed, the thread interrupted.
     */
    UNWANTED
  }

  private final Flights all;
  private volatile End end = End.NONE;
  private volatile @Nullable Cancellable request;
  private volatile @Nullable Thread waiting;
  private volatile long since;
  private volatile long patience;
  private volatile long deadline;
  private volatile boolean bounded = true;

  /**
   * A flight.
   *
   * @param patience how long one wait may take, in nanoseconds
   * @param deadline when all of it has to be over, in {@link System#nanoTime}
   */
  Flight(Flights all, long patience, long deadline) {
    this.all = all;
    this.patience = patience;
    this.deadline = deadline;
  }

  /** From now on this is what has to be cancelled to end it. */
  void carries(Cancellable next) {
    request = next;
    if (isEnded()) {
      next.cancel();
    }
  }

  /** From now on one wait may take as long as that, in nanoseconds. */
  void patience(long nanos) {
    patience = nanos;
  }

  /** From now on it may take as long as its reader likes, as long as bytes come. */
  void unbounded() {
    bounded = false;
  }

  /** This thread waits from now on. */
  void waits() {
    since = System.nanoTime();
    waiting = Thread.currentThread();
  }

  /** It waits no more. */
  void goesOn() {
    waiting = null;
  }

  /** Ends it if its time is over, or if the thread that waits was interrupted. */
  void check(long now) {
    Thread thread = waiting;
    if (thread == null) {
      return;
    }
    if (thread.isInterrupted()) {
      end(End.UNWANTED);
    } else if (bounded && now - deadline >= 0) {
      end(End.LATE);
    } else if (now - since >= patience) {
      end(End.STALLED);
    }
  }

  /** Ends it: whoever waits for it hears of a failure at once. The first reason counts. */
  void end(End why) {
    synchronized (this) {
      if (isEnded()) {
        return;
      }
      end = why;
    }
    Cancellable known = request;
    if (known != null) {
      known.cancel();
    }
  }

  /** Why it was ended from outside. */
  End ended() {
    return end;
  }

  boolean isEnded() {
    return ended() != End.NONE;
  }

  /**
   * Its connection can be used again if its answer was read to the end, and is closed otherwise.
   */
  @Override
  public void close() {
    all.forget(this);
    Cancellable known = request;
    if (known != null) {
      known.cancel();
    }
  }
}
