package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.spi.error.DponeException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * The thread that reads the socket of a change stream, and answers the server also while nobody
 * takes what it read. It holds a bounded number of bytes; then the server waits.
 */
final class Pump implements AutoCloseable {
  private static final int HAND_OVER = 64 << 10;
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(8);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PgSession session;
  private final PGReplicationStream stream;
  private final long statusNanos;
  private final long capacity;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<PumpItem> queue = new ArrayDeque<>();
  private long queued;
  private @Nullable DponeException failure;
  private volatile boolean closed;
  private volatile long confirmed;
  private volatile long sent;

  Pump(PgSession session, PGReplicationStream stream, Duration status, long capacity, String name) {
    this.session = session;
    this.stream = stream;
    this.statusNanos = status.toNanos();
    this.capacity = capacity;
    this.thread = Thread.ofPlatform().daemon().name("dpone-cdc-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      loop();
    } catch (SQLException lost) {
      fail(CdcErrors.of(session.failure(lost, "reading changes", null)));
    } catch (DponeException refused) {
      fail(refused);
    }
  }

  private void loop() throws SQLException {
    List<PumpItem> read = new ArrayList<>();
    int bytes = 0;
    long nap = 0;
    long lastStatus = System.nanoTime();
    long lastLsn = 0;
    while (!closed) {
      long now = System.nanoTime();
      if (confirmed != sent || now - lastStatus >= statusNanos) {
        status();
        lastStatus = now;
      }
      ByteBuffer message = isFull() ? null : stream.readPending();
      if (message != null) {
        int length = message.remaining();
        read.add(
            new PumpItem(message.array(), message.arrayOffset() + message.position(), length, 0));
        bytes += length;
        nap = 0;
        if (bytes < HAND_OVER) {
          continue;
        }
      }
      if (message == null) {
        long lsn = stream.getLastReceiveLSN().asLong();
        if (lsn != lastLsn && !isFull()) {
          read.add(PumpItem.progress(lsn));
          lastLsn = lsn;
        }
      }
      if (!read.isEmpty()) {
        put(read, bytes);
        read.clear();
        bytes = 0;
      } else if (message == null) {
        nap = Math.min(LONGEST_NAP, nap + 500_000);
        LockSupport.parkNanos(this, nap);
      }
    }
  }

  private void status() throws SQLException {
    long upTo = confirmed;
    if (upTo != 0) {
      LogSequenceNumber lsn = LogSequenceNumber.valueOf(upTo);
      stream.setFlushedLSN(lsn);
      stream.setAppliedLSN(lsn);
    }
    stream.forceUpdateStatus();
    lock.lock();
    try {
      sent = upTo;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull() {
    lock.lock();
    try {
      return queued >= capacity;
    } finally {
      lock.unlock();
    }
  }

  private void put(List<PumpItem> items, int bytes) {
    lock.lock();
    try {
      queue.addAll(items);
      queued += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(DponeException error) {
    lock.lock();
    try {
      failure = error;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next item, or null if there is none yet.
   *
   * @throws DponeException why there will be no more
   */
  @Nullable PumpItem poll() {
    lock.lock();
    try {
      PumpItem item = queue.poll();
      if (item != null) {
        boolean wasFull = queued >= capacity;
        queued -= item.length();
        if (wasFull && queued < capacity) {
          LockSupport.unpark(thread);
        }
        return item;
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there may be something. */
  void await(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (queue.isEmpty() && failure == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells the server that what lies before is not needed any more; returns once it was sent. */
  void confirm(long lsn) throws InterruptedException {
    confirmed = lsn;
    LockSupport.unpark(thread);
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (sent != lsn && failure == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends thread and connection. */
  @Override
  public void close() {
    closed = true;
    session.close();
    LockSupport.unpark(thread);
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() != thread) {
      try {
        thread.join(PATIENCE);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
