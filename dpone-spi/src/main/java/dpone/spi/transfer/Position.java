package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * How far a scope was read, in the source's own terms.
 *
 * @param payload the source's own data
 * @param display the position for people, such as {@code updated_at <= 2026-01-31}; no secret
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Position(Payload payload, String display) implements Serializable {}
