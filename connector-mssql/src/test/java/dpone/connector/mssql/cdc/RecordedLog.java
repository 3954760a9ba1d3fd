package dpone.connector.mssql.cdc;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A recorded log: change tables as a server has them, in memory. */
final class RecordedLog implements ChangeLog {
  /** A row of a change table; {@code changed} by place. */
  record Change(ChangePoint point, Set<Integer> changed, List<Object> cells) {}

  final Map<String, List<CaptureInstance>> instances = new HashMap<>();
  final Map<String, List<Change>> rows = new TreeMap<>();
  final Map<String, Lsn> oldest = new HashMap<>();
  final List<String> opened = new ArrayList<>();
  Lsn last = Lsn.ZERO;
  private long ids;
  Runnable afterRead = () -> {};
  boolean closed;

  static Lsn lsn(int number) {
    return new Lsn(number, 0);
  }

  CaptureInstance instance(String name, String table, int start, String... columns) {
    CaptureInstance made =
        new CaptureInstance(name, table, table.hashCode(), ++ids, lsn(start), List.of(columns));
    instances.computeIfAbsent(table, t -> new ArrayList<>()).add(made);
    rows.put(name, new ArrayList<>());
    oldest.put(name, lsn(start));
    return made;
  }

  /** Forgets what an instance has before a place; where its records begin moves with it. */
  void cleanUp(String instance, int before) {
    oldest.put(instance, lsn(before));
    instances
        .values()
        .forEach(all ->
            all.replaceAll(one ->
                one.name().equals(instance)
                    ? new CaptureInstance(
                        instance, one.table(), one.object(), one.id(), lsn(before), one.columns())
                    : one));
  }

  RecordedLog insert(String instance, int lsn, int seq, Object... cells) {
    return add(instance, lsn, seq, ChangePoint.INSERT, Set.of(), cells);
  }

  RecordedLog delete(String instance, int lsn, int seq, Object... cells) {
    return add(instance, lsn, seq, ChangePoint.DELETE, Set.of(), cells);
  }

  /** Both images. */
  RecordedLog update(String instance, int lsn, int seq, List<Object> before, List<Object> after) {
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < before.size(); i++) {
      if (!java.util.Objects.equals(before.get(i), after.get(i))) {
        changed.add(i);
      }
    }
    add(instance, lsn, seq, ChangePoint.BEFORE, changed, before.toArray());
    return add(instance, lsn, seq, ChangePoint.AFTER, changed, after.toArray());
  }

  RecordedLog add(
      String instance, int lsn, int seq, int operation, Set<Integer> changed, Object... cells) {
    rows.get(instance)
        .add(
            new Change(
                new ChangePoint(lsn(lsn), lsn(seq), operation), changed, Arrays.asList(cells)));
    if (last.before(lsn(lsn))) {
      last = lsn(lsn);
    }
    return this;
  }

  @Override
  public Lsn last() {
    return last;
  }

  @Override
  public Lsn oldest(CaptureInstance instance) {
    return oldest.get(instance.name());
  }

  @Override
  public List<CaptureInstance> instances(String table) {
    return List.copyOf(instances.getOrDefault(table, List.of()));
  }

  @Override
  public ChangeCursor open(CaptureInstance instance, ChangePoint after, Lsn upTo) {
    opened.add(instance.name() + " after " + after.lsn().high() + " up to " + upTo.high());
    List<Change> read =
        rows.get(instance.name()).stream()
            .filter(r -> r.point().compareTo(after) > 0 && r.point().lsn().compareTo(upTo) <= 0)
            .filter(r -> !r.point().lsn().before(instance.start()))
            .sorted(Comparator.comparing(Change::point))
            .toList();
    return new Cursor(read);
  }

  @Override
  public List<String> setup(String table) {
    return List.of("EXEC setup " + table + ";");
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Cursor implements ChangeCursor {
    private final List<Change> read;
    private int at = -1;

    Cursor(List<Change> read) {
      this.read = read;
    }

    @Override
    public boolean next() {
      if (++at < read.size()) {
        return true;
      }
      afterRead.run();
      return false;
    }

    @Override
    public ChangePoint point() {
      return read.get(at).point();
    }

    @Override
    public boolean changed(int column) {
      return read.get(at).changed().contains(column);
    }

    @Override
    public boolean isNull(int column) {
      return read.get(at).cells().get(column) == null;
    }

    @Override
    public void append(int column, Column into) {
      Object cell = read.get(at).cells().get(column);
      if (cell == null) {
        into.appendNull();
        return;
      }
      switch (into) {
        case IntColumn ints -> ints.append((Integer) cell);
        case BytesColumn bytes -> bytes.append((String) cell);
        default -> throw new IllegalArgumentException("no cell of " + into.getClass());
      }
    }

    @Override
    public void close() {}
  }
}
