package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.Set;

/**
 * What a sink declares, whatever the load.
 *
 * @param commitClass the class it holds without a state store of its own
 * @param fence how older generations are kept out
 * @param modes load modes it has; any other is refused at plan time
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record SinkTraits(CommitClass commitClass, Fence fence, Set<LoadMode> modes) {
  /** Copies the set. */
  public SinkTraits {
    modes = Set.copyOf(modes);
  }
}
