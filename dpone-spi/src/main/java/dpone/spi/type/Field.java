package dpone.spi.type;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * A column.
 *
 * @param name as the system spells it
 * @param type logical type
 * @param nullable whether a null may stand in it
 * @param nativeType the system's own spelling of the type, such as {@code numeric(10,2)}; empty if
 *     there is none
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Field(String name, DataType type, boolean nullable, String nativeType)
    implements Serializable {}
