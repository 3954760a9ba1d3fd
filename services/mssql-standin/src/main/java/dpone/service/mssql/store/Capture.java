package dpone.service.mssql.store;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a database records of its changes, at some moment; nothing in it is ever changed.
 *
 * @param captures whether change data capture is on
 * @param instances its capture instances
 * @param tracks whether change tracking is on
 * @param retention how long it keeps versions
 * @param unit of the retention: MINUTES, HOURS or DAYS
 * @param cleans whether it forgets them
 * @param tracked tracked tables by their numbers
 * @param version the last version
 * @param end where the log ends
 * @param scanned the last transaction that the capture job has recorded; null before the first
 * @param log what was committed
 */
public record Capture(
    boolean captures,
    List<Instance> instances,
    boolean tracks,
    int retention,
    String unit,
    boolean cleans,
    Map<Integer, Tracked> tracked,
    long version,
    Lsn end,
    @Nullable Lsn scanned,
    @Nullable Commit log) {
  /** Copies. */
  public Capture {
    instances = List.copyOf(instances);
    tracked = Map.copyOf(tracked);
  }

  /** Of a new database. */
  static final Capture NONE =
      new Capture(
          false, List.of(), false, 2, "DAYS", true, Map.of(), 0, Lsn.FIRST.record(0), null, null);

  /**
   * A capture instance.
   *
   * @param name its name
   * @param id number of its table of changes
   * @param source number of the table
   * @param made where in the log it begins
   * @param oldest from where on it holds changes
   * @param time when it was made
   * @param columns what it records
   */
  public record Instance(
      String name,
      int id,
      int source,
      Lsn made,
      Lsn oldest,
      LocalDateTime time,
      List<Column> columns) {
    Instance forgetting(Lsn before) {
      return new Instance(name, id, source, made, before, time, columns);
    }
  }

  /**
   * A tracked table.
   *
   * @param begin the version from which on it is tracked
   * @param oldest the version after which all its changes are there
   */
  public record Tracked(long begin, long oldest) {}

  /** Whether somebody follows the changes of a table. */
  public boolean follows(int table) {
    return tracked.containsKey(table) || holds(table);
  }

  /** Whether a table has a capture instance. */
  public boolean holds(int table) {
    return instances.stream().anyMatch(instance -> instance.source() == table);
  }

  /** The same after a transaction. */
  Capture committed(List<Change> changes, LocalDateTime time, boolean scans) {
    List<Change> followed = changes.stream().filter(c -> follows(c.table())).toList();
    Lsn at = end.record(followed.size());
    Lsn after = new Lsn(at.high(), at.slot() + 1);
    if (followed.isEmpty()) {
      return at(version, after, scanned, log);
    }
    boolean counts = followed.stream().anyMatch(c -> tracked.containsKey(c.table()));
    boolean captured = followed.stream().anyMatch(c -> holds(c.table()));
    long number = counts ? version + 1 : version;
    Commit commit = new Commit(end, at, number, time, followed, captured, log);
    return at(number, after, captured && scans ? at : scanned, commit);
  }

  /** The same after the capture job has looked at all that was committed. */
  public Capture scannedToEnd() {
    Lsn last = scanned;
    for (Commit commit = log; commit != null; commit = commit.earlier()) {
      if (commit.captured()) {
        last = commit.lsn();
        break;
      }
    }
    return at(version, end, last, log);
  }

  /** The same as if everything had been committed earlier. */
  Capture aged(Duration by) {
    return at(version, end, scanned, aged(log, by));
  }

  /** The same setting at another place of the log. */
  private Capture at(long number, Lsn last, @Nullable Lsn looked, @Nullable Commit commits) {
    return new Capture(
        captures, instances, tracks, retention, unit, cleans, tracked, number, last, looked,
        commits);
  }

  private static @Nullable Commit aged(@Nullable Commit last, Duration by) {
    List<Commit> all = new ArrayList<>();
    for (Commit commit = last; commit != null; commit = commit.earlier()) {
      all.add(commit);
    }
    Commit made = null;
    for (Commit commit : all.reversed()) {
      made =
          new Commit(
              commit.begin(),
              commit.lsn(),
              commit.version(),
              commit.time().minus(by),
              commit.changes(),
              commit.captured(),
              made);
    }
    return made;
  }

  /** The same with change data capture. */
  public Capture capturing() {
    return new Capture(
        true, instances, tracks, retention, unit, cleans, tracked, version, end, scanned, log);
  }

  private Capture with(List<Instance> other) {
    return new Capture(
        captures, other, tracks, retention, unit, cleans, tracked, version, end, scanned, log);
  }

  /** The same with another instance, which begins here. */
  public Capture with(String name, int id, int source, List<Column> columns) {
    List<Instance> all = new ArrayList<>(instances);
    LocalDateTime now = LocalDateTime.now(Clock.systemUTC());
    all.add(new Instance(name, id, source, end, end, now, columns));
    return with(all);
  }

  /** The same without an instance. */
  public Capture without(String name) {
    return with(instances.stream().filter(i -> !i.name().equalsIgnoreCase(name)).toList());
  }

  /** The same after changes before a place were forgotten. */
  public Capture forgetting(String name, Lsn before) {
    return with(
        instances.stream()
            .map(i ->
                i.name().equalsIgnoreCase(name) && i.oldest().compareTo(before) < 0
                    ? i.forgetting(before)
                    : i)
            .toList());
  }

  /** The same with change tracking as told. */
  public Capture tracking(boolean on, int keeps, String of, boolean forgets) {
    return new Capture(
        captures, instances, on, keeps, of, forgets, tracked, version, end, scanned, log);
  }

  /** The same with a table that is tracked from here on, or is not any more. */
  public Capture tracking(int table, boolean on) {
    Map<Integer, Tracked> all = new LinkedHashMap<>(tracked);
    if (on) {
      all.put(table, new Tracked(version, version));
    } else {
      all.remove(table);
    }
    return tracking(all);
  }

  private Capture tracking(Map<Integer, Tracked> all) {
    return new Capture(
        captures, instances, tracks, retention, unit, cleans, all, version, end, scanned, log);
  }

  /** The same after every version of a table up to the last was forgotten. */
  public Capture forgetting(int table) {
    Tracked known = tracked.get(table);
    if (known == null) {
      return this;
    }
    Map<Integer, Tracked> all = new LinkedHashMap<>(tracked);
    all.put(table, new Tracked(known.begin(), version));
    return tracking(all);
  }

  /** The same after a table was emptied, which is a version of its own and no change of a row. */
  public Capture truncated(int table) {
    return tracked.containsKey(table)
        ? new Capture(
                captures,
                instances,
                tracks,
                retention,
                unit,
                cleans,
                tracked,
                version + 1,
                end,
                scanned,
                log)
            .forgetting(table)
        : this;
  }

  /** The same after every version of every table up to the last was forgotten. */
  public Capture forgettingVersions() {
    Capture now = this;
    for (int table : tracked.keySet()) {
      now = now.forgetting(table);
    }
    return now;
  }

  /** The same without anything of a table. */
  public Capture without(int table) {
    return with(instances.stream().filter(i -> i.source() != table).toList())
        .tracking(table, false);
  }
}
