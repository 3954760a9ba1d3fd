package dpone.spi.sink;

import dpone.spi.annotation.Api;

/** What became of a load. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum CommitOutcome {
  /** It was published whole. */
  COMMITTED,
  /** Nothing of it was published, and nothing ever will be. */
  NOT_COMMITTED,
  /** It was published in part; committing the message again completes it. */
  IN_PROGRESS,
  /** The system cannot tell. */
  UNKNOWN
}
