package dpone.toolkit.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an API makes files in its own time: the request of a stream starts an export, another one
 * asks how far it is, and what is ready is downloaded.
 *
 * @param id where the answer to the start names the export, a JSON Pointer
 * @param poll asks how far an export is; its id is the variable {@code export}
 * @param status where the answer tells how far it is; the first of these JSON Pointers that leads
 *     to something
 * @param ready values of it that mean that the files are there
 * @param failed values that mean that there will be none; any other means that it takes time
 * @param reason where the answer tells why there will be none, a JSON Pointer, or null
 * @param files where it lists the addresses of the files; the first of these JSON Pointers that
 *     leads to something
 * @param pause the longest between two questions; the first ones come sooner
 * @param patience how long one run waits for one export
 */
public record Exporting(
    String id,
    Request poll,
    List<String> status,
    Set<String> ready,
    Set<String> failed,
    @Nullable String reason,
    List<String> files,
    Duration pause,
    Duration patience) {
  /** Copies the collections. */
  public Exporting {
    status = List.copyOf(status);
    ready = Set.copyOf(ready);
    failed = Set.copyOf(failed);
    files = List.copyOf(files);
  }
}
