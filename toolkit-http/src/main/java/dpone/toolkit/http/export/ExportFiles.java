package dpone.toolkit.http.export;

import java.net.URI;
import java.util.List;

/**
 * An export that is ready.
 *
 * @param ticket of it
 * @param files where it is; addresses of storage are secrets for as long as they hold
 */
public record ExportFiles(ExportTicket ticket, List<URI> files) {
  /** Copies the list. */
  public ExportFiles {
    files = List.copyOf(files);
  }

  /** Without the addresses. */
  @Override
  public String toString() {
    return "export " + ticket.id() + " of " + files.size() + " files";
  }
}
