package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Capability of a change source that keeps something at the source. */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeAdmin {
  /** How the scope's change stream is doing; empty if the source keeps nothing for it. */
  Optional<ChangeHealth> health(ChangeScope scope);

  /**
   * The same where it is known how far the pipeline came. A system that keeps its log by age and
   * not for a reader tells by it what share of that age is used.
   *
   * @param streams names of the streams that are followed
   * @param reached position that was stored last; null before the first snapshot, or if unknown
   */
  default Optional<ChangeHealth> health(
      ChangeScope scope, List<String> streams, @Nullable Position reached) {
    return health(scope);
  }

  /**
   * Removes what is kept for the scope, so that the source keeps no log for it any more.
   *
   * @return what was removed, for people; empty if there was nothing
   */
  List<String> drop(ChangeScope scope);
}
