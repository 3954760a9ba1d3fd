package dpone.spi.sink;

import dpone.spi.annotation.Api;
import java.util.List;

/**
 * A load of one commit scope.
 *
 * @param pipeline name of the pipeline
 * @param scope name of the scope, unique in the pipeline
 * @param streams streams that are committed together
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record LoadRequest(String pipeline, String scope, List<StreamLoad> streams) {
  /**
   * Scope of all streams of a pipeline that are followed by their changes; no stream has that name.
   * A full refresh in it brings the rows that changes go on from.
   */
  public static final String CHANGES = "(changes)";

  /** Copies the list. */
  public LoadRequest {
    streams = List.copyOf(streams);
  }
}
