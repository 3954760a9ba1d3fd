package dpone.spi.context;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.time.Duration;
import java.util.Optional;

/** Says when to stop. Thread-safe. */
@Rule(
    id = "CTX-1",
    value =
        "A blocking call ends within 5 seconds of cancellation or of close() from another thread,"
            + " and the server stops working for it.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Cancellation {
  /** Whether the run is to stop. */
  boolean isCancelled();

  /**
   * Returns if the run goes on.
   *
   * @throws dpone.spi.error.DponeException with code {@code RUN_CANCELLED} if not
   */
  void check();

  /** Time left before the deadline; empty when there is none. */
  Optional<Duration> remaining();

  /**
   * Calls the action once when the run is cancelled, at once if it already is, from any thread.
   *
   * @return undoes the registration
   */
  AutoCloseable onCancel(Runnable action);
}
