package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.Map;
import java.util.Set;

/**
 * What a sink declares, whatever the load.
 *
 * @param commitClass the class it holds without a state store of its own
 * @param fence how older generations are kept out
 * @param modes load modes it has; any other is refused at plan time
 * @param refused why it does not have a mode that its users might look for, one sentence each
 *     without a final stop; a mode may be absent
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record SinkTraits(
    CommitClass commitClass, Fence fence, Set<LoadMode> modes, Map<LoadMode, String> refused) {
  /** Copies the collections. */
  public SinkTraits {
    modes = Set.copyOf(modes);
    refused = Map.copyOf(refused);
  }

  /** A sink that gives no reasons. */
  public SinkTraits(CommitClass commitClass, Fence fence, Set<LoadMode> modes) {
    this(commitClass, fence, modes, Map.of());
  }
}
