package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.batch.WireFormat;
import dpone.spi.type.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a read.
 *
 * @param selection what of the stream
 * @param schema columns as described before; a stream that no longer has them is an error
 * @param mode how much
 * @param wireFormat format to deliver, one of those offered; null means columns
 * @param chunkRows about how many rows one session offers before its read counts as a part, see
 *     {@link ReadSession#complete}; 0 means that the session offers all there is
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StreamRead(
    StreamSelection selection,
    Schema schema,
    ReadMode mode,
    @Nullable WireFormat wireFormat,
    long chunkRows) {
  /** A read in one session. */
  public StreamRead(
      StreamSelection selection, Schema schema, ReadMode mode, @Nullable WireFormat wireFormat) {
    this(selection, schema, mode, wireFormat, 0);
  }

  /** The wire format, if rows are to stay undecoded. */
  public Optional<WireFormat> wire() {
    return Optional.ofNullable(wireFormat);
  }
}
