package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;

/**
 * What a reader says it delivered.
 *
 * @param stream stream of the split
 * @param ordinal ordinal of the split
 * @param rows rows the system says it sent, counted without the batches
 * @param filtered rows of those that the reader left out by a rule of the manifest
 * @param rejected rows of those that went to the rejects
 * @param payload the source's own data, such as the last offset read
 */
@Rule(
    id = "ACC-1",
    value =
        "rows is counted by the source independently of the batches (COPY tag, server summary,"
            + " offsets) wherever the system offers such a count.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record ReadReceipt(
    String stream, int ordinal, long rows, long filtered, long rejected, Payload payload)
    implements Serializable {}
