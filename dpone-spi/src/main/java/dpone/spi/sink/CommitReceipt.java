package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.transfer.LoadId;
import java.util.List;
import java.util.Map;

/**
 * What a commit did.
 *
 * @param loadId load
 * @param inserted rows inserted by stream, -1 if the system does not say
 * @param updated rows updated by stream, -1 if the system does not say
 * @param deleted rows deleted by stream, -1 if the system does not say
 * @param notes what the user should know and no plan could tell, one sentence each
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record CommitReceipt(
    LoadId loadId,
    Map<String, Long> inserted,
    Map<String, Long> updated,
    Map<String, Long> deleted,
    List<String> notes) {
  /** Copies the collections. */
  public CommitReceipt {
    inserted = Map.copyOf(inserted);
    updated = Map.copyOf(updated);
    deleted = Map.copyOf(deleted);
    notes = List.copyOf(notes);
  }

  /** A commit about which the plan told everything. */
  public CommitReceipt(
      LoadId loadId,
      Map<String, Long> inserted,
      Map<String, Long> updated,
      Map<String, Long> deleted) {
    this(loadId, inserted, updated, deleted, List.of());
  }
}
