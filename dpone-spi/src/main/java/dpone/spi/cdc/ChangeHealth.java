package dpone.spi.cdc;

import dpone.spi.annotation.Api;

/**
 * How a change source is doing.
 *
 * @param lagBytes bytes of log not yet confirmed, -1 if unknown
 * @param retainedBytes bytes of log kept for this reader, -1 if unknown
 * @param retentionUsed share of the retention limit used, 0 to 1, negative if unknown
 * @param status the system's own word, such as {@code reserved}
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public record ChangeHealth(
    long lagBytes, long retainedBytes, double retentionUsed, String status) {}
