package dpone.connector.mssql.cdc;

import static dpone.connector.mssql.payload.Payloads.JSON;

import dpone.connector.mssql.cdc.InstanceChoice.Stretch;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.context.ConnectorContext;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the changes of a scope from what the server records of them, one window of the log after
 * another.
 */
final class LogReader implements ChangeReader {
  /** How often the end of the log is looked at; the capture job itself comes every five seconds. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final long LONGEST_GAP_MILLIS = 200;

  private final ConnectorContext context;
  private final ChangeLog log;
  private final List<ChangeRows> streams;
  private final Deque<ChangeEvent> ready = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable Lsn end;
  private LogPosition position;
  private @Nullable Window window;
  private @Nullable Lsn transaction;
  private long sequence;
  private long reachedMillis;
  private boolean over;
  private boolean atEnd;
  private volatile boolean complete;

  /**
   * A reader.
   *
   * @param start where it begins
   * @param bounded whether it stops at the end of the log as of now
   */
  LogReader(
      ConnectorContext context,
      ChangeLog log,
      List<CapturedStream> streams,
      LogPosition start,
      boolean bounded) {
    this.context = context;
    this.log = log;
    this.streams =
        streams.stream().map(stream -> new ChangeRows(stream, context.allocator())).toList();
    this.position = start;
    this.reachedMillis = context.clock().millis();
    // Refuses at once what cannot be read.
    stretches();
    this.end = bounded ? last() : null;
  }

  @Override
  public Optional<ChangeEvent> next(Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      context.cancellation().check();
      lock.lock();
      try {
        ChangeEvent event = ready.poll();
        if (event != null) {
          complete |= atEnd && ready.isEmpty();
          return Optional.of(event);
        }
        if (over || closed.getCount() == 0) {
          return Optional.empty();
        }
        if (window != null) {
          advance(window);
          continue;
        }
        if (open()) {
          continue;
        }
      } finally {
        lock.unlock();
      }
      if (!rest(deadline)) {
        return Optional.empty();
      }
    }
  }

  /** Opens the next window; false if nothing was recorded since the last one. */
  private boolean open() {
    Lsn last = last();
    Lsn bound = end != null && end.before(last) ? end : last;
    if (bound.before(position.point().needed())) {
      if (end != null) {
        ready.add(new ChangeEvent.Reached(position.encode()));
        atEnd = true;
        over = true;
        return true;
      }
      return false;
    }
    window = Window.open(log, bound, streams, stretches());
    transaction = null;
    return true;
  }

  private Lsn last() {
    Lsn last = log.last();
    if (last.before(position.point().lsn())) {
      throw position.beyond(last);
    }
    return last;
  }

  private List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    for (ChangeRows rows : streams) {
      CapturedStream stream = rows.stream();
      LogPosition.Stream known = position.streams().get(stream.name());
      if (known == null) {
        throw new IllegalArgumentException(
            "the position does not cover the stream " + stream.name());
      }
      stretches.add(
          InstanceChoice.choose(
              stream, known, position.point(), log.instances(stream.table()), log));
    }
    Map<String, LogPosition.Stream> read = new HashMap<>(position.streams());
    for (int i = 0; i < stretches.size(); i++) {
      String name = streams.get(i).stream().name();
      LogPosition.Stream before = java.util.Objects.requireNonNull(read.get(name));
      read.put(name, LogPosition.Stream.of(stretches.get(i).instance(), before.from()));
    }
    position = position.at(position.point(), read);
    return stretches;
  }

  /** Reads a change, or ends the window. */
  private void advance(Window open) {
    ChangePoint next = open.peek();
    if (next == null) {
      finish(open);
      return;
    }
    Lsn current = transaction;
    if (current != null && !next.lsn().equals(current) && isDue()) {
      flush();
      reached(ChangePoint.end(current));
      // The window goes on where it was; only what follows belongs to the next transaction.
      transaction = next.lsn();
      return;
    }
    transaction = next.lsn();
    ChangeRows rows = open.stream();
    if (!rows.isOpen() && makeRoom()) {
      return;
    }
    if (open.take(sequence)) {
      sequence++;
    }
    if (rows.isFull()) {
      flush(rows);
    }
  }

  private boolean isDue() {
    long buffered = streams.stream().mapToLong(ChangeRows::bytes).sum();
    return buffered >= context.allocator().batchBytes() / 2
        || context.clock().millis() - reachedMillis >= LONGEST_GAP_MILLIS;
  }

  /** Hands a batch on before one of a third stream begins. */
  private boolean makeRoom() {
    List<ChangeRows> open = streams.stream().filter(ChangeRows::isOpen).toList();
    if (open.size() < 2) {
      return false;
    }
    flush(open.getFirst());
    return true;
  }

  private void finish(Window open) {
    open.check();
    flush();
    reached(ChangePoint.end(open.upTo()));
    Window.Difference difference = open.difference();
    open.close();
    window = null;
    if (difference != null) {
      ready.add(new ChangeEvent.SchemaChange(difference.stream(), difference.what()));
      over = true;
    } else if (end != null && !open.upTo().before(end)) {
      atEnd = true;
      over = true;
    }
  }

  private void flush() {
    streams.forEach(this::flush);
  }

  private void flush(ChangeRows rows) {
    ColumnBatch batch = rows.take();
    if (batch != null) {
      ready.add(new ChangeEvent.Rows(rows.stream().name(), batch));
    }
  }

  private void reached(ChangePoint point) {
    position = position.at(point, position.streams());
    reachedMillis = context.clock().millis();
    ready.add(new ChangeEvent.Reached(position.encode()));
  }

  /** Waits for more to be recorded; false when the time is over. */
  private boolean rest(long deadline) {
    long left = Math.min(deadline - System.nanoTime(), LOOK.toNanos());
    if (left <= 0) {
      return false;
    }
    try {
      return !closed.await(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      context.cancellation().check();
      return false;
    }
  }

  @Override
  public List<ReadReceipt> receipts() {
    List<ReadReceipt> receipts = new ArrayList<>();
    for (ChangeRows rows : streams) {
      long count = rows.takeCounted();
      if (count > 0) {
        receipts.add(
            new ReadReceipt(
                rows.stream().name(), 0, count, 0, 0, Payload.empty(JSON.connector(), "changes")));
      }
    }
    return receipts;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public void close() {
    closed.countDown();
    // Whoever is reading is unblocked by it, and only then can the rest be closed.
    log.close();
    lock.lock();
    try {
      over = true;
      Window open = window;
      window = null;
      if (open != null) {
        open.close();
      }
      streams.forEach(ChangeRows::close);
      for (ChangeEvent event = ready.poll(); event != null; event = ready.poll()) {
        if (event instanceof ChangeEvent.Rows rows) {
          rows.chunk().close();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
