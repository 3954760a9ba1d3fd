package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import java.io.Serializable;

/**
 * A part of a read that one reader handles.
 *
 * @param stream stream it belongs to
 * @param ordinal unique within the read session, from 0
 * @param estimatedBytes rough size, for scheduling the large ones first; -1 if unknown
 * @param payload the source's own data: all that another process needs to open the reader
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Split(String stream, int ordinal, long estimatedBytes, Payload payload)
    implements Serializable {}
