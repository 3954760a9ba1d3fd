package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * A prepared load: all that another process needs to commit it or to roll it forward.
 *
 * @param loadId load
 * @param generation generation that prepared it
 * @param rows staged rows of all streams
 * @param payload the sink's own data
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record CommitMessage(LoadId loadId, long generation, long rows, Payload payload)
    implements Serializable {}
