package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.encode.RowFile;
import dpone.connector.bigquery.encode.Unfit;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that one load job loads into a table of its own, under an id of its own. A try that fails
 * leaves no rows: its job never began, or its table is collected by nobody.
 */
final class FileLane implements Lane {
  private final Attempt attempt;
  private final List<BqField> fields;
  private final RowFile file;
  private final int chunk;
  private @Nullable Upload upload;
  private long bytes;

  /**
   * Begins it; calls nobody before the first chunk is full.
   *
   * @param chunk bytes that are sent at once, a multiple of {@link Upload#UNIT}
   */
  FileLane(Attempt attempt, List<BqField> fields, RowFile file, int chunk) {
    this.attempt = attempt;
    this.fields = fields;
    this.file = file;
    this.chunk = chunk;
  }

  @Override
  public void write(ColumnBatch batch, Unfit unfit) {
    file.write(batch, unfit);
    drain();
  }

  /** Sends what is there, up to less than a chunk. */
  void drain() {
    while (file.out().length() > chunk) {
      send();
      attempt.context().reached(Boundary.MID_WRITE);
    }
  }

  private void send() {
    upload().send(file.out().data(), chunk);
    file.out().shift(chunk);
    bytes += chunk;
  }

  private Upload upload() {
    Upload begun = upload;
    if (begun == null) {
      attempt.make(attempt.piece(), fields);
      begun =
          Upload.begin(
              attempt.rest(),
              attempt.jobs(),
              "loading " + attempt.stream(),
              attempt.id(),
              Requests.load(
                  attempt.piece(),
                  attempt.settings().fileFormat(),
                  fields,
                  attempt.settings().kmsKey(),
                  attempt.settings().labels()));
      upload = begun;
    }
    return begun;
  }

  @Override
  public Delivered finish() {
    file.finish();
    if (file.rows() == 0) {
      return new Delivered(0, 0, JSON.object().put(PieceWriter.PIECE, ""));
    }
    while (file.out().length() > chunk) {
      send();
    }
    long rows = upload().finish(file.out().data(), file.out().length());
    bytes += file.out().length();
    if (rows != file.rows()) {
      throw attempt.dropped(file.rows(), rows);
    }
    return new Delivered(
        rows, bytes, JSON.object().put(PieceWriter.PIECE, attempt.piece().table()));
  }

  @Override
  public void close() {
    file.close();
  }
}
