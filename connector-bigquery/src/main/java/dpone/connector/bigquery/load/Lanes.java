package dpone.connector.bigquery.load;

import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.encode.AvroFile;
import dpone.spi.batch.BatchMemory;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Which lane the options choose. */
final class Lanes {
  private static final int LARGEST_CHUNK = 8 * 1024 * 1024;

  private Lanes() {}

  /**
   * The lane of one try, for rows of that schema.
   *
   * @param memory of its buffers, which it does not close
   */
  static Lane open(Attempt attempt, Schema arriving, BatchMemory memory) {
    long kept = Math.min(LARGEST_CHUNK, attempt.context().allocator().keptBytes() / 2);
    int chunk = (int) Math.max(Upload.UNIT, kept / Upload.UNIT * Upload.UNIT);
    AvroFile file =
        new AvroFile(
            attempt.stream(),
            arriving,
            attempt.stage().columns(),
            memory,
            chunk + Upload.UNIT,
            attempt.settings().compressed(),
            digest(attempt.id()));
    return new FileLane(attempt, attempt.fields(arriving), file, chunk);
  }

  /** Sixteen bytes that are the same for the same text. */
  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
