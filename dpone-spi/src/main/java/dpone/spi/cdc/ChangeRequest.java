package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change stream, or the snapshot before it, to open.
 *
 * @param scope whose
 * @param streams streams that share the position; for changes their schema is that of {@link
 *     ChangeSchema}
 * @param from position after which to read; null before the first snapshot
 * @param bounded whether to stop at the end of the log as of now
 * @param parallelism splits of a snapshot that can be read at the same time
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public record ChangeRequest(
    ChangeScope scope,
    List<StreamRead> streams,
    @Nullable Position from,
    boolean bounded,
    int parallelism) {
  /** Copies the list. */
  public ChangeRequest {
    streams = List.copyOf(streams);
  }

  /** The position after which to read. */
  public Optional<Position> start() {
    return Optional.ofNullable(from);
  }
}
