package dpone.connector.bigquery.load;

import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.encode.AvroFile;
import dpone.connector.bigquery.parquet.ParquetFile;
import dpone.connector.bigquery.type.FileFormat;
import dpone.spi.batch.BatchMemory;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/** Which lane the options choose. */
final class Lanes {
  private static final int LARGEST_CHUNK = 8 * 1024 * 1024;
  private static final long LARGEST_ROW_GROUP = 16 * 1024 * 1024;
  private static final long SMALLEST_ROW_GROUP = 512 * 1024;

  private Lanes() {}

  /**
   * The lane of one try, for rows of that schema.
   *
   * @param memory of its buffers, which it does not close
   */
  static Lane open(Attempt attempt, Schema arriving, BatchMemory memory) {
    if (attempt.settings().byStreams()) {
      return new WriteLane(attempt, attempt.writes(), arriving, memory);
    }
    long kept = attempt.context().allocator().keptBytes();
    return attempt.settings().fileFormat() == FileFormat.PARQUET
        ? parquet(attempt, arriving, memory, kept)
        : avro(attempt, arriving, memory, chunk(kept / 2));
  }

  /** Where a file of those rows goes. */
  private static Supplier<FileEnd> end(Attempt attempt, Schema arriving) {
    return attempt.settings().byBucket()
        ? () -> new ObjectFile(attempt)
        : () -> new JobFile(attempt, attempt.fields(arriving));
  }

  private static int chunk(long bytes) {
    long most = Math.min(LARGEST_CHUNK, bytes);
    return (int) Math.max(Upload.UNIT, most / Upload.UNIT * Upload.UNIT);
  }

  /** A row group is kept until it is whole, so that it gets most of what may be kept. */
  private static Lane parquet(Attempt attempt, Schema arriving, BatchMemory memory, long kept) {
    int chunk = chunk(kept / 4);
    ParquetFile file =
        new ParquetFile(
            attempt.stream(),
            arriving,
            attempt.stage().columns(),
            memory,
            new ParquetFile.Sizes(
                Math.max(SMALLEST_ROW_GROUP, Math.min(LARGEST_ROW_GROUP, kept / 2)),
                chunk + Upload.UNIT),
            attempt.settings().compression());
    FileLane lane = new FileLane(attempt, end(attempt, arriving), file, chunk);
    file.whenFull(lane::drain);
    return lane;
  }

  private static Lane avro(Attempt attempt, Schema arriving, BatchMemory memory, int chunk) {
    AvroFile file =
        new AvroFile(
            attempt.stream(),
            arriving,
            attempt.stage().columns(),
            memory,
            chunk + Upload.UNIT,
            attempt.settings().compression().equals("deflate"),
            digest(attempt.id()));
    return new FileLane(attempt, end(attempt, arriving), file, chunk);
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
