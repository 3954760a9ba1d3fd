package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change stream to open.
 *
 * @param scope name of the scope
 * @param streams streams that share the position
 * @param from position after which to read; null means snapshot first, then changes
 * @param bounded whether to stop at the end of the log as of now
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public record ChangeRequest(
    String scope, List<StreamRead> streams, @Nullable Position from, boolean bounded) {
  /** Copies the list. */
  public ChangeRequest {
    streams = List.copyOf(streams);
  }

  /** The position after which to read. */
  public Optional<Position> start() {
    return Optional.ofNullable(from);
  }
}
