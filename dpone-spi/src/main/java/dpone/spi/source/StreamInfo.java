package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.batch.WireFormat;
import dpone.spi.type.Schema;
import java.util.List;

/**
 * A stream as the source describes it.
 *
 * @param name full name, as a manifest writes it
 * @param schema columns after selection; every one has a mapped type
 * @param wireFormats formats in which the source can hand over rows undecoded, best first
 * @param estimatedRows rough count, -1 if unknown
 * @param estimatedBytes rough size, -1 if unknown
 * @param notes what a user should know, one sentence each, such as the split that was chosen
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StreamInfo(
    String name,
    Schema schema,
    List<WireFormat> wireFormats,
    long estimatedRows,
    long estimatedBytes,
    List<String> notes) {
  /** Copies the lists. */
  public StreamInfo {
    wireFormats = List.copyOf(wireFormats);
    notes = List.copyOf(notes);
  }
}
