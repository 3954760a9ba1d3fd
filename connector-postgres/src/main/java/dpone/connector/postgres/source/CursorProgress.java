package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows from the last cursor value on; and below it those of transactions that committed after the
 * last read, where each row tells its transaction.
 */
final class CursorProgress implements Progress {
  private final Reading reading;
  private final ColumnInfo cursor;
  private final boolean append;
  private final boolean catching;
  private final CursorNulls nulls;
  private final boolean heldBack;
  private final List<Part> parts;

  private CursorProgress(Reading reading, ColumnInfo cursor) {
    this.reading = reading;
    this.cursor = cursor;
    this.append = reading.read().mode() == ReadMode.AFTER_POSITION;
    this.catching =
        reading.extent().transactional()
            && StreamOptions.catchLate(
                reading.stream().selection().options(), reading.read().mode());
    this.nulls = CursorRules.nulls(reading.stream(), cursor, append);
    this.heldBack = append && catching && holdBack();
    this.parts = new ArrayList<>(planned());
    if (nulls == CursorNulls.INCLUDE && reading.from() != null) {
      parts.add(new Part(select(isNull()), -1));
    }
  }

  static Progress of(Reading reading, ColumnInfo cursor) {
    CursorRules.refuseNulls(reading, cursor);
    return new CursorProgress(reading, cursor);
  }

  /**
   * An append has to remember the rows at or above its horizon. Where a transaction that stays open
   * makes them too many, they wait until it ends.
   */
  private boolean holdBack() {
    if (reading.now().isSettled()) {
      return false;
    }
    List<String> young =
        ReadSql.conditions(reading.stream(), isNotNull(), reading.now().horizon().since());
    int limit = CursorPosition.MAX_SEEN + 1;
    boolean tooMany =
        Long.parseLong(reading.session().value(ReadSql.count(reading.stream(), young, limit)))
            >= limit;
    if (tooMany) {
      reading
          .tell()
          .accept(
              reading.name()
                  + ": more than "
                  + CursorPosition.MAX_SEEN
                  + " rows were written since transaction "
                  + reading.now().oldest()
                  + " began, which is still open; they are read once it has ended");
    }
    return tooMany;
  }

  private List<Part> planned() {
    StreamPosition from = reading.from();
    if (from == null) {
      return whole();
    }
    return switch (from) {
      case CursorPosition p -> {
        p.checkedFor(reading.name(), cursor.name(), cursor.type().text());
        yield append ? after(p) : fromOn(p);
      }
      case KeyPosition p -> afterBackfill(p);
      case XminPosition p -> afterOther(p.horizon(), p.files());
    };
  }

  private List<Part> whole() {
    return reading.whole(nulls == CursorNulls.EXCLUDE ? kept(isNotNull()) : kept());
  }

  private List<Part> fromOn(CursorPosition p) {
    List<Part> all = new ArrayList<>();
    Horizon horizon = p.horizon();
    if (catching && horizon != null) {
      String unusable = horizon.unusable(reading.now()).orElse(null);
      if (unusable != null) {
        reading.tellWhole(unusable);
        return whole();
      }
      all.addAll(reading.since(horizon, p.files(), List.of(compare("<", p.last()))));
    } else if (catching) {
      reading.tell().accept(reading.name() + ": late commits are caught from this read on");
    }
    all.add(0, new Part(select(compare(">=", p.last())), -1));
    return all;
  }

  private List<Part> after(CursorPosition p) {
    Part beyond = new Part(select(kept(compare(">", p.last()))), -1);
    Map<String, Long> seen = p.seen();
    if (seen == null) {
      throw PgCode.CURSOR_TIES
          .error(
              "the read before did not remember which rows it delivered: it was a merge, or more"
                  + " than "
                  + CursorPosition.MAX_SEEN
                  + " rows have the last cursor value "
                  + p.last())
          .at(Place.field(reading.name(), cursor.name()))
          .build();
    }
    Horizon horizon = p.horizon();
    if (horizon == null) {
      return List.of(beyond, unseen(seen, kept(compare("=", p.last()))));
    }
    boolean rewritten = reading.extent().heaps().stream().anyMatch(p.files()::rewritten);
    String unusable =
        horizon
            .unusable(reading.now())
            .orElse(rewritten && !catching ? "the table was written anew" : null);
    if (unusable != null) {
      if (catching) {
        throw untellable("rows of late commits cannot be told from others, since " + unusable);
      }
      reading
          .tell()
          .accept(
              reading.name()
                  + ": only rows above "
                  + p.last()
                  + " are read, since those at it cannot be told from others: "
                  + unusable);
      return List.of(beyond);
    }
    if (!catching) {
      return List.of(beyond, unseen(seen, kept(compare("=", p.last()), horizon.since())));
    }
    String[] late = kept(compare("<=", p.last()), horizon.since());
    refuseRewritten(p, seen, horizon, late, rewritten);
    List<Part> all = new ArrayList<>(List.of(beyond));
    if (seen.isEmpty()) {
      all.addAll(
          reading
              .planner()
              .ranges(
                  null,
                  reading.stream(),
                  reading.extent(),
                  reading.wire(),
                  ReadSql.conditions(reading.stream(), late)));
    } else {
      all.add(unseen(seen, late));
    }
    return all;
  }

  /** Old rows that look new, or new ones that look old, would come twice or never. */
  private void refuseRewritten(
      CursorPosition p, Map<String, Long> seen, Horizon horizon, String[] late, boolean rewritten) {
    for (Heap heap : reading.extent().heaps()) {
      List<String> old =
          ReadSql.conditions(
              reading.stream(), compare("<=", p.last()), "NOT (" + horizon.since() + ")");
      if (p.files().lacks(heap)
          && reading.session().value(ReadSql.exists(reading.stream(), heap, old)).equals("t")) {
        throw untellable(
            heap.name() + " was attached since the last read and holds rows below " + p.last());
      }
    }
    boolean frozen = p.clear() != null && reading.now().next() > p.clear();
    if ((rewritten || frozen)
        && reading
            .session()
            .value("SELECT EXISTS (" + unseen(seen, late).select() + ")")
            .equals("t")) {
      throw untellable(
          rewritten
              ? "the table was written anew since the last read, so that rows of late commits"
                  + " cannot be told from others"
              : "rows of late commits cannot be told from rows that were frozen before the"
                  + " transaction counter wrapped");
    }
  }

  private RuntimeException untellable(String why) {
    return PgCode.LATE_UNTELLABLE.error(why).at(Place.field(reading.name(), cursor.name())).build();
  }

  private List<Part> afterBackfill(KeyPosition p) {
    if (!p.complete()) {
      throw reading.foreign("the backfill that the stored position is of has not ended");
    }
    if (p.horizon() != null) {
      return afterOther(p.horizon(), p.files());
    }
    if (!append && p.key().equals(List.of(cursor.name())) && !p.last().isEmpty()) {
      return List.of(new Part(select(compare(">=", p.last().get(0))), -1));
    }
    throw reading.foreign("the stored position is of a backfill by " + p.key());
  }

  /** Another way of reading delivered all below a horizon. */
  private List<Part> afterOther(Horizon horizon, TableFiles files) {
    if (append || !catching) {
      throw reading.foreign(
          "the stored position is by transactions; only a merge that catches late commits can go"
              + " on from it");
    }
    String unusable = horizon.unusable(reading.now()).orElse(null);
    if (unusable != null) {
      reading.tellWhole(unusable);
      return whole();
    }
    return reading.since(horizon, files, List.of(isNotNull()));
  }

  private Part unseen(Map<String, Long> seen, String... conditions) {
    return new Part(
        ReadSql.unseen(
            reading.stream(),
            reading.wire(),
            ReadSql.conditions(reading.stream(), conditions),
            seen),
        -1);
  }

  private String select(String... conditions) {
    return ReadSql.select(
        reading.stream(), reading.wire(), ReadSql.conditions(reading.stream(), conditions));
  }

  /** Conditions, and that of rows that are held back. */
  private String[] kept(String... conditions) {
    if (!heldBack) {
      return conditions;
    }
    List<String> all = new ArrayList<>(List.of(conditions));
    all.add("NOT (" + reading.now().horizon().since() + ")");
    return all.toArray(String[]::new);
  }

  private String compare(String operator, String value) {
    return ReadSql.compare(cursor, operator, value);
  }

  private String isNull() {
    return Sql.name(cursor.name()) + " IS NULL";
  }

  private String isNotNull() {
    return Sql.name(cursor.name()) + " IS NOT NULL";
  }

  @Override
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public @Nullable StreamPosition reached(long delivered) {
    StreamPosition from = reading.from();
    String before = from instanceof CursorPosition p ? p.last() : null;
    if (delivered == 0 && (!catching || before == null)) {
      return from;
    }
    String largest = delivered == 0 ? null : largest(before);
    String last = largest == null ? before : largest;
    if (last == null) {
      return from;
    }
    return new CursorPosition(
        cursor.name(),
        cursor.type().text(),
        last,
        seen(last),
        catching ? reading.now().horizon() : null,
        catching ? reading.extent().files() : TableFiles.NONE,
        catching ? clear() : null);
  }

  private @Nullable String largest(@Nullable String before) {
    String[] conditions = before == null ? kept() : kept(compare(">=", before));
    return reading
        .session()
        .valueOrNull(
            ReadSql.largest(
                reading.stream(), cursor, ReadSql.conditions(reading.stream(), conditions)));
  }

  /**
   * Until which transaction rows of late commits are told from rows that were frozen an epoch ago
   * and still bear their id. A merge does not mind.
   */
  private @Nullable Long clear() {
    if (reading.now().next() <= Horizon.EPOCH) {
      return null;
    }
    String nearest =
        append ? reading.session().valueOrNull(ReadSql.youngestFuture(reading.stream())) : "0";
    return nearest == null
        ? reading.now().next() + Horizon.REACH
        : reading.now().next() - Long.parseLong(nearest);
  }

  private @Nullable Map<String, Long> seen(String last) {
    if (catching && (heldBack || reading.now().isSettled())) {
      return Map.of();
    }
    if (catching && !append) {
      return null;
    }
    String[] young =
        catching
            ? new String[] {compare("<=", last), reading.now().horizon().since()}
            : new String[] {compare("=", last)};
    Map<String, Long> seen = new HashMap<>();
    reading
        .session()
        .query(
            ReadSql.delivered(
                reading.stream(),
                ReadSql.conditions(reading.stream(), young),
                CursorPosition.MAX_SEEN + 1),
            row -> seen.put(row.getString(1), row.getLong(2)) == null);
    if (seen.size() <= CursorPosition.MAX_SEEN) {
      return seen;
    }
    if (append) {
      throw PgCode.CURSOR_TIES
          .error(
              "more than " + CursorPosition.MAX_SEEN + " rows have the last cursor value " + last)
          .at(Place.field(reading.name(), cursor.name()))
          .build();
    }
    return null;
  }
}
