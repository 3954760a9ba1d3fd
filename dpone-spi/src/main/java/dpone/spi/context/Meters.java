package dpone.spi.context;

import dpone.spi.annotation.Api;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Counts and times, tagged by the host with run and connector. Thread-safe. */
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Meters {
  /** Adds to a counter, such as {@code dpone.retries}. */
  void count(String name, double amount);

  /** Records a time. */
  void time(String name, Duration duration);

  /**
   * Registers a value that is asked when it is wanted; a later one of the same name replaces it.
   */
  void gauge(String name, DoubleSupplier value);
}
