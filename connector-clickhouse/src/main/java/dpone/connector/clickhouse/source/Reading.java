package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamRead;
import org.jspecify.annotations.Nullable;

/**
 * What every way of reading a stream needs.
 *
 * @param server asked about it
 * @param stream the stream
 * @param read what was asked for
 * @param planner divides it
 * @param from where an earlier read ended, or null
 */
record Reading(
    Server server,
    Described stream,
    StreamRead read,
    SplitPlanner planner,
    @Nullable StreamPosition from) {
  String name() {
    return read.selection().name();
  }

  /** A position of another way of reading. */
  DponeException foreign(String why) {
    return ChCode.POSITION_FOREIGN.error(why).at(Place.stream(name())).build();
  }
}
