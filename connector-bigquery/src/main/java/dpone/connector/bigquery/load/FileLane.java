package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.encode.RowFile;
import dpone.connector.bigquery.encode.Unfit;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A file that is sent while it grows. */
final class FileLane implements Lane {
  private final Attempt attempt;
  private final Supplier<FileEnd> begin;
  private final RowFile file;
  private final int chunk;
  private @Nullable FileEnd end;
  private long bytes;

  /**
   * Begins it; calls nobody before the first chunk is full.
   *
   * @param begin finds where it goes
   * @param chunk bytes that are sent at once, a multiple of {@link Upload#UNIT}
   */
  FileLane(Attempt attempt, Supplier<FileEnd> begin, RowFile file, int chunk) {
    this.attempt = attempt;
    this.begin = begin;
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
    end().send(file.out().data(), chunk);
    file.out().shift(chunk);
    bytes += chunk;
  }

  private FileEnd end() {
    FileEnd known = end;
    if (known == null) {
      known = begin.get();
      end = known;
    }
    return known;
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
    bytes += file.out().length();
    return end().finish(file.out().data(), file.out().length(), file.rows(), bytes);
  }

  @Override
  public void close() {
    file.close();
  }
}
