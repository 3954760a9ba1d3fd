package dpone.connector.mssql.cdc;

import dpone.connector.mssql.cdc.InstanceChoice.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log, from one place to the end of a transaction, read from all tables in commit
 * order.
 */
final class Window implements AutoCloseable {
  private final ChangeLog log;
  private final Lsn upTo;
  private final List<Source> sources;

  private static final class Source {
    private final ChangeRows rows;
    private final Stretch stretch;
    private final ChangeCursor cursor;
    private boolean there;

    Source(ChangeRows rows, Stretch stretch, ChangeCursor cursor) {
      this.rows = rows;
      this.stretch = stretch;
      this.cursor = cursor;
    }
  }

  private Window(ChangeLog log, Lsn upTo, List<Source> sources) {
    this.log = log;
    this.upTo = upTo;
    this.sources = sources;
  }

  /**
   * Opens it, from each stream's instance up to the first place where one gives way to another.
   *
   * @param last the last place that is recorded
   */
  static Window open(ChangeLog log, Lsn last, List<ChangeRows> streams, List<Stretch> stretches) {
    Lsn upTo = last;
    for (Stretch stretch : stretches) {
      if (!stretch.isLast() && !last.before(stretch.next().start())) {
        Lsn before = stretch.next().start().previous();
        upTo = before.before(upTo) ? before : upTo;
      }
    }
    Window window = new Window(log, upTo, new ArrayList<>());
    try {
      for (int i = 0; i < streams.size(); i++) {
        Stretch stretch = stretches.get(i);
        streams.get(i).readFrom(stretch.instance());
        if (upTo.before(stretch.from().needed())) {
          // All of it is in the stream's snapshot.
          continue;
        }
        Source source =
            new Source(
                streams.get(i),
                stretch,
                log.open(stretch.instance(), stretch.from().resume(), upTo));
        window.sources.add(source);
        source.there = source.cursor.next();
      }
      return window;
    } catch (RuntimeException | Error failure) {
      window.close();
      throw failure;
    }
  }

  Lsn upTo() {
    return upTo;
  }

  /** Where the next change is; null after the last. */
  @Nullable ChangePoint peek() {
    Source first = first();
    return first == null ? null : first.cursor.point();
  }

  /** The stream of the next change. */
  ChangeRows stream() {
    return java.util.Objects.requireNonNull(first()).rows;
  }

  /** Adds the next change to its stream's rows; whether a row became complete by it. */
  boolean take(long sequence) {
    Source first = java.util.Objects.requireNonNull(first());
    boolean complete = first.rows.add(first.cursor, sequence);
    first.there = first.cursor.next();
    return complete;
  }

  private @Nullable Source first() {
    Source first = null;
    for (Source source : sources) {
      if (source.there
          && (first == null || source.cursor.point().compareTo(first.cursor.point()) < 0)) {
        first = source;
      }
    }
    return first;
  }

  /** Refuses what was read if clean-up passed it in the meantime. */
  void check() {
    for (Source source : sources) {
      InstanceChoice.checked(source.rows.stream(), source.stretch, log);
    }
  }

  /** What is different in the instance that a stream is read from next; null where nothing is. */
  @Nullable Difference difference() {
    for (Source source : sources) {
      Stretch stretch = source.stretch;
      boolean ends = !stretch.isLast() && upTo.next().equals(stretch.next().start());
      if (ends && source.rows.stream().isChangedBy(stretch.next())) {
        return new Difference(
            source.rows.stream().name(),
            "the capture instance "
                + stretch.next().name()
                + " records the columns "
                + String.join(", ", stretch.next().columns())
                + " from "
                + stretch.next().start()
                + " on");
      }
    }
    return null;
  }

  /**
   * Columns that are other ones from here on.
   *
   * @param stream stream
   * @param what in words
   */
  record Difference(String stream, String what) {}

  @Override
  public void close() {
    sources.forEach(source -> source.cursor.close());
  }
}
