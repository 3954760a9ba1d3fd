package dpone.service.mssql.store;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A database: what was committed, and the locks of what is under way. Thread-safe. */
public final class Store {
  /** What a database holds at some moment. */
  public record State(
      Map<TableName, Table> tables, Set<String> schemas, Capture capture, Spaces spaces) {
    /** Copies. */
    public State {
      tables = Map.copyOf(tables);
      schemas = Set.copyOf(schemas);
    }
  }

  private final String name;
  private final UUID identity = UUID.randomUUID();
  private final Locks locks = new Locks();
  private final AtomicInteger ids = new AtomicInteger(1000);
  private final AtomicLong versions = new AtomicLong(2000);
  private final Map<Transaction, Long> active = new ConcurrentHashMap<>();
  private volatile State state =
      new State(Map.of(), Set.of("dbo", "sys", "guest"), Capture.NONE, Spaces.NONE);
  private volatile boolean snapshots = true;
  private volatile boolean readOnly;
  private volatile boolean scans = true;
  private volatile long captureRetention = 4320;

  /** An empty one. */
  public Store(String name) {
    this.name = name;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What tells it from every other one. */
  public UUID identity() {
    return identity;
  }

  /** Its locks. */
  public Locks locks() {
    return locks;
  }

  /** What was committed so far. */
  public State state() {
    return state;
  }

  /** Whether snapshot isolation is allowed. */
  public boolean snapshots() {
    return snapshots;
  }

  /** Allows or forbids it. */
  public void snapshots(boolean allowed) {
    snapshots = allowed;
  }

  /** Whether nothing may be changed. */
  public boolean readOnly() {
    return readOnly;
  }

  /** Lets nothing be changed, or everything. */
  public void readOnly(boolean only) {
    readOnly = only;
  }

  /** Lets the capture job run, or stops it: what is committed is not recorded meanwhile. */
  public synchronized void scans(boolean runs) {
    scans = runs;
    if (runs) {
      state =
          new State(
              state.tables(), state.schemas(), state.capture().scannedToEnd(), state.spaces());
    }
  }

  /** Minutes for which change data capture keeps changes. */
  public long captureRetention() {
    return captureRetention;
  }

  /** Keeps changes for so many minutes. */
  public void captureRetention(long minutes) {
    captureRetention = minutes;
  }

  /** Lets time go by for what was committed. */
  public synchronized void age(Duration by) {
    state = new State(state.tables(), state.schemas(), state.capture().aged(by), state.spaces());
  }

  /** Forgets every version of change tracking up to the last. */
  public synchronized void forgetVersions() {
    state =
        new State(
            state.tables(), state.schemas(), state.capture().forgettingVersions(), state.spaces());
  }

  int nextId() {
    return ids.incrementAndGet();
  }

  /** The next value of a rowversion column, which a transaction keeps open. */
  long nextVersion(Transaction transaction) {
    synchronized (active) {
      long version = versions.incrementAndGet();
      active.putIfAbsent(transaction, version);
      return version;
    }
  }

  /** The smallest rowversion that may still become visible. */
  public long leastActiveVersion() {
    synchronized (active) {
      return active.values().stream().mapToLong(v -> v).min().orElse(versions.get() + 1);
    }
  }

  void ended(Transaction transaction) {
    active.remove(transaction);
    locks.release(transaction);
  }

  synchronized void commit(
      Map<TableName, java.util.Optional<Table>> changed,
      Map<TableName, List<@Nullable Object[]>> appended,
      Map<String, Boolean> schemas,
      List<Change> changes,
      List<UnaryOperator<Capture>> edits,
      @Nullable Spaces spaces) {
    if (changed.isEmpty()
        && appended.isEmpty()
        && schemas.isEmpty()
        && edits.isEmpty()
        && spaces == null) {
      return;
    }
    Map<TableName, Table> tables = new HashMap<>(state.tables());
    changed.forEach((table, now) -> {
      // The case of a name may have changed.
      tables.remove(table);
      now.ifPresent(present -> tables.put(table, present));
    });
    appended.forEach(
        (table, rows) -> tables.computeIfPresent(table, (n, old) -> Transaction.longer(old, rows)));
    Set<String> names = new HashSet<>(state.schemas());
    schemas.forEach((schema, there) -> {
      if (there) {
        names.add(schema);
      } else {
        names.remove(schema);
      }
    });
    Capture capture =
        state.capture().committed(changes, LocalDateTime.now(Clock.systemUTC()), scans);
    for (UnaryOperator<Capture> edit : edits) {
      capture = edit.apply(capture);
    }
    state = new State(tables, names, capture, spaces == null ? state.spaces() : spaces);
  }
}
