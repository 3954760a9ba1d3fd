package dpone.spi.state;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * Whose state.
 *
 * @param pipeline name of the pipeline
 * @param scope name of the scope
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StateKey(String pipeline, String scope) implements Serializable {
  @Override
  public String toString() {
    return pipeline + "/" + scope;
  }
}
