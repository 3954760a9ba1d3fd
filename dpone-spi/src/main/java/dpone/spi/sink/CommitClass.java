package dpone.spi.sink;

import dpone.spi.annotation.Api;

/** What a sink promises about one load. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum CommitClass {
  /** Data and state change in one transaction. */
  TRANSACTIONAL_WITH_STATE,
  /** Staged, then published once; the load id is recorded with the publish. */
  STAGED_COMMIT,
  /** Applying a load twice leaves the same rows: keyed, or deduplicated by token. */
  IDEMPOTENT_REPLAY,
  /** A load may be applied twice. */
  AT_LEAST_ONCE
}
