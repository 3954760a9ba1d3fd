package dpone.connector.bigquery.state;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;

/** The errors that every state store has. */
public final class StateErrors {
  private StateErrors() {}

  /** Somebody else changed the document. */
  public static DponeException conflict(StateKey key, long expected) {
    return DponeException.of(
            ErrorCategory.DATA,
            "STATE_CONFLICT",
            "the state of " + key + " is no longer at revision " + expected)
        .remedy("run again; see that no other run of this pipeline uses the same store")
        .build();
  }

  /** Somebody else has the lease. */
  public static DponeException fenced(Lease lease) {
    return DponeException.of(
            ErrorCategory.DATA,
            "STATE_FENCED",
            "the lease " + lease.token() + " of " + lease.key() + " was taken over by another run")
        .remedy("let the newer run finish")
        .build();
  }

  static DponeException leased(StateKey key, String holder) {
    return DponeException.of(
            ErrorCategory.TRANSIENT, "STATE_LEASED", key + " is being run by " + holder)
        .remedy("wait for the other run, or until its lease expires")
        .build();
  }
}
