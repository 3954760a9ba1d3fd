package acme.connector;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.WriteReceipt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Stages one split: row by row into a file that counts only when it is whole. */
final class AcmeWriter implements StageWriter {
  private final ConnectorContext context;
  private final Split split;
  private final int attempt;
  private final Path unfinished;
  private final Path part;
  private final BufferedWriter out;
  private long rows;
  private long bytes;

  AcmeWriter(ConnectorContext context, Path stage, Split split, int attempt) {
    this.context = context;
    this.split = split;
    this.attempt = attempt;
    this.unfinished = stage.resolve("part-" + split.ordinal() + "." + attempt + ".unfinished");
    this.part = stage.resolve("part-" + split.ordinal());
    try {
      this.out = Files.newBufferedWriter(unfinished);
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  @Override
  public void write(Chunk chunk) {
    context.cancellation().check();
    ColumnBatch batch = (ColumnBatch) chunk;
    try {
      for (int row = 0; row < batch.rows(); row++) {
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < batch.schema().size(); c++) {
          cells.add(Cells.text(batch, c, row));
        }
        out.write(Rows.write(cells));
        out.write('\n');
      }
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
    rows += batch.rows();
    bytes += batch.bytes();
  }

  @Override
  public WriteReceipt finish() {
    try {
      out.close();
      Files.move(unfinished, part, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
    return new WriteReceipt(
        split.stream(), split.ordinal(), rows, 0, bytes, Payload.empty("acme", "part-" + attempt));
  }

  /** After finish() there is nothing left to remove; before it, nothing of the split may stay. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }
}
