package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.Position;
import java.util.Optional;

/** The change-capturing part of a connector. Used by one coordinating thread. */
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
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeSource extends AutoCloseable {
  /** Opens a change stream, making what it needs (slot, publication) if the user allows. */
  ChangeReader open(ChangeRequest request);

  /** Hears that everything up to the position is durable at the target. */
  void confirm(Position position);

  /** How it is doing. */
  ChangeHealth health();

  /** An optional power. */
  <T> Optional<T> capability(Class<T> type);

  @Override
  void close();
}
