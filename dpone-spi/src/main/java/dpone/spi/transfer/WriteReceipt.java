package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;

/**
 * What a writer staged for one split.
 *
 * @param stream stream of the split
 * @param ordinal ordinal of the split
 * @param rows rows the system acknowledged, counted without the batches
 * @param rejected rows that went to the rejects
 * @param bytes bytes sent
 * @param payload the sink's own data
 */
@Rule(
    id = "ACC-2",
    value =
        "rows is the sink's acknowledgement of durable, staged rows (COPY tag, stage count), not a"
            + " count of what was handed to it.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record WriteReceipt(
    String stream, int ordinal, long rows, long rejected, long bytes, Payload payload)
    implements Serializable {}
