package dpone.spi.state;

import dpone.spi.annotation.Api;
import java.time.Instant;

/**
 * A stored state.
 *
 * @param key whose
 * @param revision grows by one with every write, from 1
 * @param document JSON text, opaque to the store
 * @param updatedAt when it was written, by the store's clock
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StateEntry(StateKey key, long revision, String document, Instant updatedAt) {}
