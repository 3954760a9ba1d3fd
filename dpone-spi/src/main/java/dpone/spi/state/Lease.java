package dpone.spi.state;

import dpone.spi.annotation.Api;
import java.io.Serializable;
import java.time.Instant;

/**
 * The right to run a scope.
 *
 * @param key whose
 * @param owner who holds it, for people
 * @param token grows with every lease of the key, never reused, also after a reset; it is the
 *     generation of the run
 * @param expiresAt when it ends unless renewed, by the store's clock
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Lease(StateKey key, String owner, long token, Instant expiresAt)
    implements Serializable {}
