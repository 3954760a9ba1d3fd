package dpone.spi.error;

import dpone.spi.annotation.Api;

/** What kind of failure it is; decides about retries and exit codes. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum ErrorCategory {
  /** The manifest or an option is wrong; the user changes it. */
  CONFIG(false),
  /** A credential is missing, refused or lacks a permission, or TLS could not be verified. */
  AUTHENTICATION(false),
  /** A named thing (table, topic, file, service) does not exist. */
  NOT_FOUND(false),
  /** Schemas do not fit: an unmapped type, a drift that the policy forbids. */
  SCHEMA(false),
  /** A row or a set of rows breaks a promise: duplicate key, overflow, lost accounting. */
  DATA(false),
  /** The system asks to slow down, or takes no more callers; retried after the time it names. */
  THROTTLED(true),
  /** A passing failure of network or server; retried. */
  TRANSIENT(true),
  /** A limit of the system was met: disk, memory. */
  RESOURCE(false),
  /**
   * What an account may use of a system in a span of time is used up; waiting does not help now.
   */
  QUOTA(false),
  /** It is not known whether a commit took place; never guessed, never retried blindly. */
  COMMIT_UNKNOWN(false),
  /** A defect of dpone or of a connector. */
  INTERNAL(false);

  private final boolean retryable;

  ErrorCategory(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether an idempotent call that failed so may be tried again. */
  public boolean retryable() {
    return retryable;
  }
}
