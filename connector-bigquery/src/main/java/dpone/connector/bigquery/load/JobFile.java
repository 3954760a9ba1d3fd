package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.load.Lane.Delivered;
import dpone.connector.bigquery.type.BqField;
import java.util.List;

/**
 * A file that is sent with the load job which loads it into a table of its own, under an id of its
 * own. A try that fails leaves no rows: its job never began, or its table is collected by nobody.
 */
final class JobFile implements FileEnd {
  private final Attempt attempt;
  private final Upload upload;

  /** Makes the table and begins the upload. */
  JobFile(Attempt attempt, List<BqField> fields) {
    this.attempt = attempt;
    attempt.make(attempt.piece(), fields);
    upload =
        Upload.begin(
            attempt.rest(),
            attempt.jobs(),
            "loading " + attempt.stream(),
            attempt.id(),
            Requests.load(
                attempt.piece(),
                List.of(),
                attempt.settings().fileFormat(),
                fields,
                attempt.settings().kmsKey(),
                attempt.settings().labels()));
  }

  @Override
  public void send(byte[] data, int length) {
    upload.send(data, length);
  }

  @Override
  public Delivered finish(byte[] data, int length, long rows, long bytes) {
    long loaded = upload.finish(data, length);
    if (loaded != rows) {
      throw attempt.dropped(rows, loaded);
    }
    return new Delivered(
        loaded, bytes, JSON.object().put(PieceWriter.PIECE, attempt.piece().table()));
  }
}
