package dpone.spi.context;

import dpone.spi.annotation.Api;

/** The places of the commit protocol at which a process may die. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum Boundary {
  /** The view of the source is open, nothing was read. */
  BEFORE_FIRST_READ,
  /** A reader has delivered some, not all, of a split. */
  MID_PAGE,
  /** A reader has data that the writer has not got. */
  AFTER_READ_BEFORE_HAND_OFF,
  /** A writer has sent some, not all, of a split. */
  MID_WRITE,
  /** Everything is staged and prepared; nothing is published. */
  AFTER_FLUSH_BEFORE_COMMIT,
  /** The sink has committed; the state does not know. */
  AFTER_COMMIT_BEFORE_STATE,
  /** The state store is writing. */
  MID_STATE_WRITE,
  /** The state is durable; the source does not know. */
  AFTER_STATE_BEFORE_ACKNOWLEDGE,
  /** The source knows. */
  AFTER_ACKNOWLEDGE,
  /** The sink is publishing: between two of its steps. */
  DURING_SWAP,
  /** The sink is changing the target's schema. */
  DURING_SCHEMA_CHANGE,
  /** Everything is done; connections are closing. */
  DURING_CLOSE
}
