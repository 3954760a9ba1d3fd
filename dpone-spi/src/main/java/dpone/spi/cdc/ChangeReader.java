package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.time.Duration;
import java.util.Optional;

/** Reads a change stream. Used by one thread; {@link #close} may come from another. */
@Rule(
    id = "CDC-1",
    value =
        "Events come in commit order; between snapshot and stream there is neither a gap nor an"
            + " overlap.")
@Rule(
    id = "CDC-2",
    value = "An event that is filtered out, and an idle log, still move the position (Heartbeat).")
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeReader extends AutoCloseable {
  /** The next event, empty when none came in time. */
  Optional<ChangeEvent> next(Duration wait);

  /** Whether a bounded read has reached its end. */
  boolean complete();

  @Override
  void close();
}
