package dpone.spi.batch;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * A format that source and sink may share, so that bytes pass undecoded.
 *
 * @param name such as {@code postgres-copy-binary}
 * @param layout what both ends must agree on to the letter, such as the list of column types
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record WireFormat(String name, String layout) implements Serializable {}
