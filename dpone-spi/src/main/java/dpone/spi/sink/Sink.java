package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import java.util.Optional;

/**
 * The writing half of a connector. {@link #writer} may be called from several threads at once, also
 * in another process than the committer; everything else by one coordinating thread.
 */
@Rule(
    id = "SINK-1",
    value =
        "plan() only reads: it names every statement that will change the target and every choice"
            + " with its reason, and refuses what cannot be done, by stream and column.")
@Rule(
    id = "SINK-2",
    value =
        "Every mode goes through a stage that readers of the target cannot see; until commit() the"
            + " target is as it was.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Sink extends AutoCloseable {
  /** What the sink declares. */
  SinkTraits traits();

  /** Decides how the load will be done. */
  LoadPlan plan(LoadRequest request);

  /** Opens the coordinating half for one scope. */
  Committer committer(LoadRequest request);

  /**
   * Opens a writer for one split.
   *
   * @param stage an open stage
   * @param plan the stream's plan
   * @param split the split whose rows will come
   * @param attempt 0 for the first try of this split, then 1, 2, ...
   */
  StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt);

  /** An optional power, such as {@link CommitsState} or {@link dpone.spi.verify.Fingerprint}. */
  <T> Optional<T> capability(Class<T> type);

  @Override
  void close();
}
