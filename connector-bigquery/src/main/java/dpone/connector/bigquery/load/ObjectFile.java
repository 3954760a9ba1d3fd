package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.ObjectUpload;
import dpone.connector.bigquery.load.Lane.Delivered;

/**
 * A file that becomes an object of the stage's bucket under a name that no other try has. One job
 * loads all that were finished, when the whole load is there; what a try that failed left is loaded
 * by nobody.
 */
final class ObjectFile implements FileEnd {
  private final Attempt attempt;
  private final String name;
  private final ObjectUpload upload;

  /** Begins the upload. */
  ObjectFile(Attempt attempt) {
    this.attempt = attempt;
    this.name = attempt.object();
    this.upload =
        ObjectUpload.begin(
            attempt.rest(),
            "loading " + attempt.stream(),
            attempt.settings().stageBucket(),
            name,
            attempt.stage().objects().owner(),
            attempt.settings().kmsKey());
  }

  @Override
  public void send(byte[] data, int length) {
    upload.send(data, length);
  }

  @Override
  public Delivered finish(byte[] data, int length, long rows, long bytes) {
    upload.finish(data, length);
    attempt.context().meters().count("dpone.bigquery.objects", 1);
    return new Delivered(
        rows, bytes, JSON.object().put(PieceWriter.PIECE, "").put(PieceWriter.OBJECT, name));
  }
}
