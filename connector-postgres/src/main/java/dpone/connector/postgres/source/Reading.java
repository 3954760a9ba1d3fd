package dpone.connector.postgres.source;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every way of reading a stream needs.
 *
 * @param connection under whose snapshot it is read; null where statements are only shown
 * @param stream the stream
 * @param read what was asked for
 * @param extent what it is stored in
 * @param now the snapshot
 * @param planner divides it
 * @param from where an earlier read ended, or null
 * @param tell hears what a user should know about this run
 */
record Reading(
    @Nullable PgSession connection,
    Described stream,
    StreamRead read,
    Extent extent,
    Snapshot now,
    SplitPlanner planner,
    @Nullable StreamPosition from,
    Consumer<String> tell) {
  PgSession session() {
    return Objects.requireNonNull(connection, "a read that is only shown asks nothing");
  }

  boolean wire() {
    return read.wireFormat() != null;
  }

  String name() {
    return read.selection().name();
  }

  /** Everything under the user's condition and more. */
  List<Part> whole(String... more) {
    return planner.ranges(connection, stream, extent, wire(), ReadSql.conditions(stream, more));
  }

  /**
   * Rows written at or above a horizon, and all of tables that were attached since.
   *
   * @param conditions for both
   */
  List<Part> since(Horizon horizon, TableFiles files, List<String> conditions) {
    List<Part> parts = new ArrayList<>();
    List<String> late = new ArrayList<>(ReadSql.conditions(stream));
    late.addAll(conditions);
    List<Heap> attached = attached(files);
    if (!attached.isEmpty()) {
      tell.accept(
          name()
              + " has tables attached since the last read, which are read whole: "
              + attached.stream().map(h -> h.name().toString()).toList());
      parts.addAll(planner.ranges(connection, stream, part(attached), wire(), List.copyOf(late)));
    }
    if (extent.undivided() != null && !attached.isEmpty()) {
      return parts;
    }
    List<Heap> known = extent.heaps().stream().filter(h -> !attached.contains(h)).toList();
    late.add(horizon.since());
    if (!known.isEmpty() || attached.isEmpty()) {
      parts.addAll(planner.ranges(null, stream, part(known), wire(), late));
    }
    return parts;
  }

  private List<Heap> attached(TableFiles files) {
    return extent.heaps().stream().filter(files::lacks).toList();
  }

  private Extent part(List<Heap> heaps) {
    return new Extent(heaps, extent.undivided(), extent.transactional());
  }

  /** Says why all is read again. */
  void tellWhole(String why) {
    tell.accept(
        name() + " is read as a whole again, since its last position cannot be used: " + why);
  }

  /** A position of another way of reading. */
  DponeException foreign(String why) {
    return PgCode.POSITION_FOREIGN.error(why).at(Place.stream(name())).build();
  }
}
