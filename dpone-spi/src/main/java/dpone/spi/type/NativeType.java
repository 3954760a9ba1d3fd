package dpone.spi.type;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;

/**
 * A type that somebody made inside the source's system, such as an enum or a domain, defined so
 * that another system of the same kind can make it too. Immutable.
 *
 * @param name the system's own spelling, as {@link Field#nativeType} uses it
 * @param definition the definition in the source connector's own notation; opaque to everybody but
 *     a sink of the same connector
 */
@Rule(
    id = "TYPE-4",
    value =
        "A schema carries the definitions of the native types its columns are made of, each after"
            + " those it is made of itself; only a sink of the same connector may use them, and it"
            + " shows in the plan what it makes of them.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record NativeType(String name, String definition) implements Serializable {}
