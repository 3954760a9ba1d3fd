package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.toolkit.http.page.FeedCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a reader does by the stream's cursor: leaves out what was delivered before, and remembers
 * how far it came. Used by one thread.
 */
final class Progress {
  /** Records with one value of the cursor that can be remembered. */
  static final int MOST_TIES = 20_000;

  private final String stream;
  private final Cursor cursor;
  private final Cursor.@Nullable Value from;
  private final Cursor.@Nullable Value until;
  private final Set<String> before;
  private final boolean exact;
  private final @Nullable CursorOrder order;
  private Cursor.@Nullable Value high;
  private final Set<String> ties = new TreeSet<>();

  /** What becomes of a row. */
  enum Verdict {
    /** It is new. */
    TAKE,
    /** It was delivered before, is older than what was asked for, or belongs to a later read. */
    LEAVE,
    /** It has no value in the column. */
    NO_CURSOR
  }

  /**
   * The progress of one reader.
   *
   * @param from cursor at which it begins, or null
   * @param until the last cursor that belongs to the read, or null
   * @param before digests of records with the cursor {@code from} that were delivered before
   * @param mode an append leaves out what was delivered before
   * @param order what the records are held to, or null for nothing
   */
  Progress(
      String stream,
      Cursor cursor,
      @Nullable String from,
      @Nullable String until,
      Collection<String> before,
      ReadMode mode,
      @Nullable CursorOrder order) {
    this.stream = stream;
    this.cursor = cursor;
    this.from = from == null ? null : cursor.parse(from);
    this.until = until == null ? null : cursor.parse(until);
    this.before = new HashSet<>(before);
    this.exact = mode == ReadMode.AFTER_POSITION;
    this.order = order;
  }

  /** The records of another slice begin. */
  void beginSlice() {
    CursorOrder held = order;
    if (held != null) {
      held.begin();
    }
  }

  /** A page was read, and is none that came before. */
  void endPage() {
    CursorOrder held = order;
    if (held != null) {
      held.endPage();
    }
  }

  /**
   * Judges a row that was appended and not closed.
   *
   * @param row its index
   * @param laterPage whether it is behind the first page of its slice
   * @param digest makes the digest of its record; asked only where it is needed
   */
  Verdict judge(
      ColumnBatch batch, int row, boolean laterPage, java.util.function.Supplier<String> digest) {
    if (cursor.isNull(batch, row)) {
      return Verdict.NO_CURSOR;
    }
    CursorOrder held = order;
    if (held != null) {
      held.look(batch, row, laterPage);
    }
    Cursor.Value start = from;
    if (start != null) {
      int order = cursor.compare(batch, row, start);
      if (order < 0 || (order == 0 && exact && before.contains(digest.get()))) {
        return Verdict.LEAVE;
      }
    }
    Cursor.Value end = until;
    if (end != null && cursor.compare(batch, row, end) > 0) {
      return Verdict.LEAVE;
    }
    remember(batch, row, digest);
    return Verdict.TAKE;
  }

  private void remember(ColumnBatch batch, int row, java.util.function.Supplier<String> digest) {
    Cursor.Value known = high;
    int order = known == null ? 1 : cursor.compare(batch, row, known);
    if (order > 0) {
      high = cursor.value(batch, row);
      ties.clear();
    }
    if (order >= 0 && exact) {
      ties.add(digest.get());
      if (ties.size() > MOST_TIES) {
        throw FeedCode.TOO_MANY_TIES
            .error(
                "more than "
                    + MOST_TIES
                    + " records have the cursor "
                    + (high == null ? "" : cursor.text(high)))
            .at(Place.stream(stream))
            .build();
      }
    }
  }

  /** The highest cursor so far as text, or null. */
  @Nullable String high() {
    return high == null ? null : cursor.text(high);
  }

  /** Digests of the records that have it; those of before among them where it is still the same. */
  List<String> ties() {
    Set<String> all = new TreeSet<>(ties);
    Cursor.Value start = from;
    Cursor.Value end = high;
    if (exact && start != null && end != null && start.equals(end)) {
      all.addAll(before);
    }
    return List.copyOf(all);
  }

  /** The higher of two cursors. */
  static @Nullable String higher(Cursor cursor, @Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return cursor.parse(one).compareTo(cursor.parse(other)) >= 0 ? one : other;
  }
}
