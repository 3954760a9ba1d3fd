package dpone.spi.verify;

import dpone.spi.annotation.Api;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import java.util.List;

/**
 * What to digest.
 *
 * @param selection stream of a source, or table of a sink
 * @param columns columns to hash, in the order both sides use; their types are the source's
 * @param key names of the key columns, a subset of the columns, never empty
 * @param prefixLength hexadecimal digits that name a bucket, 0 to 8
 * @param within only rows whose key hash starts with one of these; empty means all
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record FingerprintRequest(
    StreamSelection selection,
    List<Field> columns,
    List<String> key,
    int prefixLength,
    List<String> within) {
  /** Copies the lists. */
  public FingerprintRequest {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    within = List.copyOf(within);
  }
}
