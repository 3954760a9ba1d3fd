package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * An opened stage; with it any process can open a writer.
 *
 * @param loadId load it belongs to
 * @param generation generation that owns it
 * @param payload the sink's own data, such as stage table names
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StageHandle(LoadId loadId, long generation, Payload payload)
    implements Serializable {}
