package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.type.DataType;

/**
 * How one column is carried over.
 *
 * @param source name at the source
 * @param type logical type at the source
 * @param target name at the target
 * @param targetType the target's own spelling of its type
 * @param fidelity how faithful it is
 * @param note why, if there is something to say; else empty
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record ColumnMapping(
    String source,
    DataType type,
    String target,
    String targetType,
    Fidelity fidelity,
    String note) {}
