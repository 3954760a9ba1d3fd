package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;

/** Capability of a sink that can write the state change inside its own transaction. */
@Rule(
    id = "SINK-10",
    value =
        "A sink with CommitsState accepts a state store only when both are the same database, told"
            + " by the database itself and not by comparing host names.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface CommitsState {
  /**
   * Whether the store with this identity can take part in the sink's transactions.
   *
   * @param storeIdentity {@link dpone.spi.state.StateStore#identity()} of the store
   */
  boolean accepts(String storeIdentity);
}
