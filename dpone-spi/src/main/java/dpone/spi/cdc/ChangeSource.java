package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The change-capturing part of a connector. Used by one coordinating thread. A scope is first read
 * whole, by {@link #snapshot}, and then by its changes.
 */
@Rule(
    id = "CDC-3",
    value =
        "confirm() is called only after data and state are durable; nothing is consumed at the"
            + " source before.")
@Rule(
    id = "CDC-4",
    value =
        "A position that the log no longer holds is a terminal error with its remedy; it is never"
            + " raised to the oldest position there is.")
@Rule(
    id = "CDC-8",
    value =
        "describe() refuses a stream whose changes do not tell the key of an updated or deleted row,"
            + " and changes nothing; only snapshot() makes what a change stream needs at the source.")
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeSource extends AutoCloseable {
  /**
   * Describes the changes of a stream.
   *
   * @param selection what of the stream
   * @param key names of the columns that identify a row; empty means the stream's own key, which is
   *     then that of the schema returned
   * @return columns as {@link ChangeSchema} has them, and the formats in which changes can be
   *     handed over undecoded
   */
  StreamInfo describe(StreamSelection selection, List<String> key);

  /**
   * Says at plan time how the changes of a stream are going to be read, beside what {@link
   * #describe} notes: what depends on whether they are handed over undecoded. Only looks.
   *
   * @return one sentence each
   * @throws dpone.spi.error.DponeException CONFIG or SCHEMA when they cannot be read so
   */
  default List<String> explain(StreamRead read) {
    return List.of();
  }

  /**
   * Those of the streams that were not read whole up to a position, in the order given: all without
   * a position, none once each was in a snapshot.
   */
  List<String> uncovered(@Nullable Position position, List<String> streams);

  /**
   * Opens one consistent view of whole streams. Its position is where their changes begin, together
   * with those of the streams that the request's position covers already. Makes at the source what
   * the changes need, if the user allows. The splits are opened by the connector's {@link
   * dpone.spi.source.Source}.
   */
  ReadSession snapshot(ChangeRequest request);

  /** Opens the changes after the request's position. At most one reader is open at a time. */
  ChangeReader changes(ChangeRequest request);

  /** Hears that everything up to the position is durable at the target. */
  void confirm(ChangeScope scope, Position position);

  /** An optional power, such as {@link ChangeAdmin} or {@link ChangeSetup}. */
  <T> Optional<T> capability(Class<T> type);

  @Override
  void close();
}
