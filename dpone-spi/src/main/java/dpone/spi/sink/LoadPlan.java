package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.List;

/**
 * What the sink is going to do with a load.
 *
 * @param commitClass what it promises
 * @param fence how older generations are kept out
 * @param streams one plan a stream, in the order of the request
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record LoadPlan(CommitClass commitClass, Fence fence, List<StreamPlan> streams) {
  /** Copies the list. */
  public LoadPlan {
    streams = List.copyOf(streams);
  }
}
