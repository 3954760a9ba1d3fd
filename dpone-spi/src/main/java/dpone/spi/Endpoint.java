package dpone.spi;

import dpone.spi.annotation.Api;
import dpone.spi.option.Options;

/**
 * Validated options with which a part of a connector is opened.
 *
 * @param connection options of the connection
 * @param settings options of the role: source, sink or state
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Endpoint(Options connection, Options settings) {}
