package dpone.spi.cdc;

import dpone.spi.annotation.Api;

/**
 * Whose change stream it is; what is kept at the source, such as a replication slot, is named after
 * it unless the user names it.
 *
 * @param pipeline name of the pipeline
 * @param scope name of the scope
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public record ChangeScope(String pipeline, String scope) {
  @Override
  public String toString() {
    return pipeline + "/" + scope;
  }
}
