package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import java.util.List;
import java.util.Optional;

/** Capability of a change source that keeps something at the source. */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeAdmin {
  /** How the scope's change stream is doing; empty if the source keeps nothing for it. */
  Optional<ChangeHealth> health(ChangeScope scope);

  /**
   * Removes what is kept for the scope, so that the source keeps no log for it any more.
   *
   * @return what was removed, for people; empty if there was nothing
   */
  List<String> drop(ChangeScope scope);
}
