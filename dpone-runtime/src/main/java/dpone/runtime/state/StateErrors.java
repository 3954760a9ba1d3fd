package dpone.runtime.state;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;
import java.nio.file.Path;

/** The refusals of a state store, the same for every store. */
public final class StateErrors {
  private StateErrors() {}

  /** Somebody else holds the lease. */
  public static DponeException leased(Lease held) {
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "STATE_LEASED",
            held.key() + " is being run by " + held.owner() + " until " + held.expiresAt())
        .remedy("wait for that run, or end it")
        .build();
  }

  /** A newer run took the scope over. */
  public static DponeException fenced(StateKey key, long token) {
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "STATE_FENCED",
            "generation " + token + " of " + key + " was replaced by a newer run")
        .remedy("let the newer run finish; nothing of this one was saved")
        .build();
  }

  /** The document is not the one that was read. */
  public static DponeException conflict(StateKey key, long expected, long found) {
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "STATE_CONFLICT",
            "state of " + key + " has revision " + found + " instead of " + expected)
        .remedy("run again; if it happens again, two state stores are mixed")
        .build();
  }

  /** The folder cannot be used. */
  static DponeException unwritable(Path path, Throwable cause) {
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "STATE_NOT_WRITABLE",
            "cannot use the state folder " + path + ": " + cause.getMessage())
        .remedy("choose a writable folder in state.path")
        .cause(cause)
        .build();
  }
}
