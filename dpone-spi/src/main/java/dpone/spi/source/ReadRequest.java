package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A read of one commit scope.
 *
 * @param scope name of the scope, unique in the pipeline
 * @param streams streams that share the position
 * @param from position after which to read; null means from the start
 * @param parallelism splits that can be read at the same time
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record ReadRequest(
    String scope, List<StreamRead> streams, @Nullable Position from, int parallelism) {
  /** Copies the list. */
  public ReadRequest {
    streams = List.copyOf(streams);
  }

  /** The position after which to read. */
  public Optional<Position> start() {
    return Optional.ofNullable(from);
  }
}
