package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.ChangeHandler;
import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.cdc.pgoutput.PgOutputParser;
import dpone.connector.postgres.cdc.pgoutput.RelationMessage;
import dpone.connector.postgres.cdc.pgoutput.StreamHandler;
import dpone.connector.postgres.cdc.pgoutput.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the transactions of the log: which of them count, how far they were delivered, and to
 * which stream their rows belong. Used by one thread.
 */
final class Transactions implements ChangeHandler, StreamHandler, AutoCloseable {
  /** What a description of a table leads to. */
  interface Shapes {
    /** Lays the rows of a stream out; tells what is different from what was asked for, or null. */
    @Nullable String apply(StreamRows rows, RelationMessage relation);
  }

  /** A difference that ends the reader. */
  record Difference(String stream, String what) {}

  private final PgOutputParser parser = new PgOutputParser();
  private final WalPosition start;
  private final Map<Integer, StreamRows> tables;
  private final Shapes shapes;
  private final Supplier<Path> folder;
  private final @Nullable String marker;
  private final Map<Integer, Spool> spools = new HashMap<>();
  private @Nullable Spool spooling;
  private @Nullable Spool replaying;
  private long replayCommit;
  private long replayEnd;
  private boolean open;
  private boolean skipped;
  private long commit;
  private long boundary;
  private long sequence;
  private long taken;
  private boolean markerSeen;
  private @Nullable Difference difference;

  /**
   * From a position on.
   *
   * @param tables rows of each stream by object id of its table
   * @param folder gives the one for transactions that are not over; asked when there is one
   * @param marker content of the message that ends a bounded read, or null
   */
  Transactions(
      WalPosition start,
      Map<Integer, StreamRows> tables,
      Shapes shapes,
      Supplier<Path> folder,
      @Nullable String marker) {
    this.start = start;
    this.tables = Map.copyOf(tables);
    this.shapes = shapes;
    this.folder = folder;
    this.marker = marker;
    this.boundary = start.lsn();
  }

  /** Takes what was read. */
  void take(PumpItem item) {
    byte[] data = item.data();
    if (data != null) {
      parser.parse(data, item.offset(), item.length(), this, this);
    } else if (!open) {
      boundary = Lsn.later(boundary, item.lsn());
    }
  }

  /** Whether a transaction that was put aside is being delivered; nothing else is taken then. */
  boolean isReplaying() {
    return replaying != null;
  }

  /** Delivers one message of it. */
  void replay() {
    Spool spool = replaying;
    if (spool == null) {
      return;
    }
    byte[] message = spool.next();
    if (message == null) {
      spool.close();
      replaying = null;
      commit(replayCommit, replayEnd);
    } else {
      parser.replay(message, 0, message.length, this);
    }
  }

  /** Whether a transaction was delivered in part. */
  boolean isOpen() {
    return open;
  }

  /** Every transaction that commits before it was delivered. */
  long boundary() {
    return boundary;
  }

  /** Changes delivered so far. */
  long taken() {
    return taken;
  }

  boolean isMarkerSeen() {
    return markerSeen;
  }

  /** A difference of columns, after which nothing more is delivered; null if there is none. */
  @Nullable Difference difference() {
    return difference;
  }

  @Override
  public void begin(long commitAt, int xid) {
    open = true;
    commit = commitAt;
    skipped = Lsn.before(commitAt, start.lsn());
    tables.values().forEach(StreamRows::mark);
  }

  @Override
  public void commit(long commitAt, long end) {
    open = false;
    boundary = Lsn.later(boundary, end);
  }

  @Override
  public void relation(RelationMessage relation) {
    StreamRows rows = tables.get(relation.oid());
    if (rows != null && difference == null) {
      String what = shapes.apply(rows, relation);
      if (what != null) {
        difference = new Difference(rows.table().stream(), what);
      }
    }
  }

  /** The rows that a change goes to; null if it is none of ours, or was delivered before. */
  private @Nullable StreamRows target(int relation) {
    StreamRows rows = skipped || difference != null ? null : tables.get(relation);
    if (rows == null) {
      return null;
    }
    WalPosition.Stream stream = start.streams().get(rows.table().stream());
    if (stream == null || Lsn.before(commit, stream.from())) {
      return null;
    }
    taken++;
    sequence++;
    return rows;
  }

  @Override
  public void insert(int relation, Tuple row) {
    StreamRows rows = target(relation);
    if (rows != null) {
      rows.insert(sequence, row);
    }
  }

  @Override
  public void update(int relation, @Nullable Tuple old, Tuple row) {
    StreamRows rows = target(relation);
    if (rows != null) {
      rows.update(sequence, old, row);
    }
  }

  @Override
  public void delete(int relation, Tuple old) {
    StreamRows rows = target(relation);
    if (rows != null) {
      rows.delete(sequence, old);
    }
  }

  @Override
  public void truncate(int[] relations) {
    for (int relation : relations) {
      StreamRows rows = target(relation);
      if (rows != null) {
        rows.truncate(sequence);
      }
    }
  }

  @Override
  public void message(boolean transactional, long lsn, String prefix, byte[] content) {
    if (marker != null
        && prefix.equals(Markers.PREFIX)
        && new String(content, StandardCharsets.UTF_8).equals(marker)) {
      markerSeen = true;
    }
    if (!transactional && !open) {
      boundary = Lsn.later(boundary, lsn);
    }
  }

  @Override
  public void streamStart(int xid) {
    spooling = spools.computeIfAbsent(xid, x -> new Spool(folder.get()));
  }

  @Override
  public void streamStop() {
    spooling = null;
  }

  @Override
  public void streamed(int part, boolean relation, byte[] data, int offset, int length) {
    Spool spool = spooling;
    if (spool != null) {
      spool.add(part, relation, data, offset, length);
    }
  }

  @Override
  public void streamAbort(int xid, int part) {
    Spool spool = spools.get(xid);
    if (spool == null) {
      return;
    }
    if (xid == part) {
      spools.remove(xid);
      spool.close();
    } else {
      spool.cut(part);
    }
  }

  @Override
  public void streamCommit(int xid, long commitAt, long end) {
    begin(commitAt, xid);
    Spool spool = spools.remove(xid);
    if (spool == null) {
      commit(commitAt, end);
      return;
    }
    replaying = spool;
    replayCommit = commitAt;
    replayEnd = end;
  }

  /** Deletes what was put aside. */
  @Override
  public void close() {
    spools.values().forEach(Spool::close);
    spools.clear();
    Spool spool = replaying;
    if (spool != null) {
      spool.close();
    }
  }
}
