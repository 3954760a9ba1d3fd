package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;

/**
 * A state change that travels with a commit.
 *
 * @param key whose state
 * @param expectedRevision revision the entry must have, 0 when there is none yet
 * @param document the new document
 * @param lease the lease under which it is written; a store that has seen a newer token refuses it
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StateCommit(StateKey key, long expectedRevision, String document, Lease lease) {}
