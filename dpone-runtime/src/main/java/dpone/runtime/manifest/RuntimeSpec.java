package dpone.runtime.manifest;

import dpone.spi.option.OptionSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a run.
 *
 * @param parallelism splits that are read at the same time, at least 1
 * @param memoryBytes bytes of batches in flight, all streams together
 * @param retry how often a passing failure is tried again
 * @param changes how streams are followed by their changes
 * @param timeout longest time of the whole run, or null for none
 */
public record RuntimeSpec(
    int parallelism, long memoryBytes, Retry retry, Changes changes, @Nullable Duration timeout) {
  /** That of a manifest which says nothing about it. */
  public static RuntimeSpec standard() {
    return ManifestBinder.runtime(
        OptionValues.of(new OptionSpec(ManifestKeys.RUNTIME.fields()), Map.of()));
  }

  /**
   * Bounds of following changes.
   *
   * @param continuous whether to go on at the end of the log
   * @param commitInterval longest time that changes wait for their commit, if continuous
   * @param commitRows changes after which a load is committed
   * @param idleInterval how often the position is stored while nothing changes
   */
  public record Changes(
      boolean continuous, Duration commitInterval, long commitRows, Duration idleInterval) {}

  /**
   * Bounds of retries.
   *
   * @param maxAttempts tries in all, the first included
   * @param firstWait wait after the first failure
   * @param maxWait longest wait between two tries
   * @param total time after which no new try begins
   */
  public record Retry(int maxAttempts, Duration firstWait, Duration maxWait, Duration total) {}
}
