package dpone.spi.context;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;

/** Takes rows that cannot be moved. Thread-safe. */
@Rule(
    id = "REJ-1",
    value =
        "A row that cannot be decoded or written is handed to Rejects, counted as rejected in the"
            + " receipt, and never dropped; when the manifest's limit is passed the call throws and"
            + " the run fails.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Rejects {
  /**
   * Takes a row.
   *
   * @param stream stream of the row
   * @param field column at fault, empty if it is the row as a whole
   * @param rowKey key of the row as text, empty if unknown
   * @param reason stable code
   * @param detail one sentence with the offending value
   * @param row the row as JSON text, as far as it could be read
   * @throws dpone.spi.error.DponeException when no more rejects are allowed
   */
  void reject(String stream, String field, String rowKey, String reason, String detail, String row);
}
