package dpone.connector.postgres.cdc;

import static dpone.connector.postgres.payload.Payloads.JSON;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.spi.batch.Chunk;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.context.ConnectorContext;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the changes of a scope from a stream of pgoutput. */
final class PostgresChangeReader implements ChangeReader {
  // Undecoded rows gain nothing from larger chunks, and a queue of them is held beside these.
  private static final int HAND_ON = 512 << 10;
  private static final int LARGEST_GAP = 8 << 20;
  private static final long LONGEST_GAP_MILLIS = 200;
  private static final Duration NAP = Duration.ofMillis(50);

  private final ConnectorContext context;
  private final Pump pump;
  private final Transactions transactions;
  private final ColumnShapes shapes;
  private final WalPosition start;
  private final List<StreamRows> streams;
  private final Watch watch;
  private final boolean bounded;
  private final long end;
  private final int handOn;
  private boolean flushing;
  private boolean reaching;
  private long reachedLsn;
  private long reachedTaken;
  private long reachedMillis;
  private long gapBytes;
  private boolean splitOpen;
  private boolean over;
  private boolean told;
  private boolean complete;

  /**
   * A reader.
   *
   * @param end place in the log at which a bounded read is complete, 0 if it waits for a marker
   */
  PostgresChangeReader(
      ConnectorContext context,
      Pump pump,
      Transactions transactions,
      ColumnShapes shapes,
      WalPosition start,
      List<StreamRows> streams,
      Watch watch,
      boolean bounded,
      long end) {
    this.context = context;
    this.pump = pump;
    this.transactions = transactions;
    this.shapes = shapes;
    this.start = start;
    this.streams = List.copyOf(streams);
    this.watch = watch;
    this.bounded = bounded;
    this.end = end;
    this.handOn = (int) Math.min(HAND_ON, context.allocator().batchBytes());
    this.reachedLsn = start.lsn();
    this.reachedMillis = context.clock().millis();
  }

  @Override
  public Optional<ChangeEvent> next(Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      context.cancellation().check();
      ChangeEvent ready = ready();
      if (ready != null) {
        return Optional.of(ready);
      }
      if (over) {
        return Optional.empty();
      }
      if (advance()) {
        continue;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      watch.idle();
      nap(Math.min(left, NAP.toNanos()));
    }
  }

  private void nap(long nanos) {
    try {
      pump.await(Duration.ofNanos(nanos));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      context.cancellation().check();
    }
  }

  /** What was put together; rows first, then the place reached, then why it ends. */
  private @Nullable ChangeEvent ready() {
    if (flushing) {
      for (StreamRows rows : streams) {
        Chunk chunk = rows.next();
        if (chunk != null) {
          splitOpen |= transactions.isOpen();
          return new ChangeEvent.Rows(rows.table().stream(), chunk);
        }
      }
      flushing = false;
    }
    if (reaching) {
      reaching = false;
      return reached();
    }
    Transactions.Difference difference = transactions.difference();
    if (difference != null && !told) {
      told = true;
      over = true;
      return new ChangeEvent.SchemaChange(difference.stream(), difference.what());
    }
    return null;
  }

  private ChangeEvent.Reached reached() {
    reachedLsn = transactions.boundary();
    reachedTaken = transactions.taken();
    reachedMillis = context.clock().millis();
    gapBytes = 0;
    complete = bounded && isAtEnd();
    over |= complete;
    Position position = start.at(reachedLsn, shapes.seen()).encode();
    return new ChangeEvent.Reached(position);
  }

  /** Takes what there is; false when there is nothing to do. */
  private boolean advance() {
    if (transactions.isReplaying()) {
      transactions.replay();
      return settle(true);
    }
    PumpItem item = pump.poll();
    if (item == null) {
      return !transactions.isOpen() && pause();
    }
    gapBytes += item.length();
    transactions.take(item);
    watch.busy(item.data() != null);
    return settle(true);
  }

  /** Decides what to hand on after a message. */
  private boolean settle(boolean more) {
    if (transactions.difference() != null) {
      stop();
      return true;
    }
    if (!transactions.isOpen()) {
      splitOpen = false;
      boolean due = gapBytes >= LARGEST_GAP || sinceReached() >= LONGEST_GAP_MILLIS;
      if (isAtEnd() || (due && transactions.taken() != reachedTaken)) {
        flushing = true;
        reaching = true;
      }
    }
    if (buffered() >= handOn) {
      flushing = true;
    }
    return more;
  }

  /** Nothing more is readily available, and no transaction is open. */
  private boolean pause() {
    boolean changes = transactions.taken() != reachedTaken;
    boolean moved = transactions.boundary() != reachedLsn;
    if (changes || isAtEnd() || (moved && sinceReached() >= LONGEST_GAP_MILLIS)) {
      flushing = true;
      reaching = true;
      return true;
    }
    return false;
  }

  /** Ends at the last transaction before the difference, where none of it was handed on yet. */
  private void stop() {
    if (splitOpen) {
      return;
    }
    if (transactions.isOpen()) {
      streams.forEach(StreamRows::rollBack);
    }
    flushing = true;
    reaching = buffered() > 0 || transactions.boundary() != reachedLsn;
  }

  private boolean isAtEnd() {
    return bounded
        && !complete
        && (end == 0 ? transactions.isMarkerSeen() : !Lsn.before(transactions.boundary(), end));
  }

  private int buffered() {
    int bytes = 0;
    for (StreamRows rows : streams) {
      bytes += rows.bytes();
    }
    return bytes;
  }

  private long sinceReached() {
    return context.clock().millis() - reachedMillis;
  }

  @Override
  public List<ReadReceipt> receipts() {
    List<ReadReceipt> receipts = new ArrayList<>();
    for (StreamRows rows : streams) {
      long count = rows.takeCounted();
      long rejected = rows.takeRejected();
      if (count > 0) {
        receipts.add(
            new ReadReceipt(
                rows.table().stream(),
                0,
                count,
                0,
                rejected,
                Payload.empty(JSON.connector(), "changes")));
      }
    }
    return receipts;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** Tells the server what is durable. */
  void confirm(long lsn) {
    try {
      pump.confirm(lsn);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOpen() {
    return !pump.isClosed();
  }

  @Override
  public void close() {
    pump.close();
    transactions.close();
  }
}
