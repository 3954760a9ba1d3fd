package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.transfer.LoadId;
import java.util.Map;

/**
 * What a commit did.
 *
 * @param loadId load
 * @param inserted rows inserted by stream, -1 if the system does not say
 * @param updated rows updated by stream, -1 if the system does not say
 * @param deleted rows deleted by stream, -1 if the system does not say
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record CommitReceipt(
    LoadId loadId,
    Map<String, Long> inserted,
    Map<String, Long> updated,
    Map<String, Long> deleted) {
  /** Copies the maps. */
  public CommitReceipt {
    inserted = Map.copyOf(inserted);
    updated = Map.copyOf(updated);
    deleted = Map.copyOf(deleted);
  }
}
