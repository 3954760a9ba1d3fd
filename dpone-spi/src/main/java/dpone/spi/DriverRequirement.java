package dpone.spi;

import dpone.spi.annotation.Api;

/**
 * A third-party library that a connector needs beside its own jar.
 *
 * @param coordinates Maven coordinates, {@code group:artifact:version}
 * @param probeClass a class of it, looked up without being initialized
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record DriverRequirement(String coordinates, String probeClass) {}
