package dpone.reference;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reference.driver.LineCodec;

final class FileWriter implements StageWriter {
  private static final LineCodec CODEC = new LineCodec();

  private final Settings settings;
  private final Path folder;
  private final Split split;
  private final int attempt;
  private final List<String> lines = new ArrayList<>();
  private long bytes;

  FileWriter(Settings settings, Path folder, Split split, int attempt) {
    this.settings = settings;
    this.folder = folder;
    this.split = split;
    this.attempt = attempt;
  }

  @Override
  public void write(Chunk chunk) {
    ColumnBatch batch = (ColumnBatch) chunk;
    for (int row = 0; row < batch.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < batch.schema().size(); c++) {
        cells.add(damaged(batch, c, Cells.text(batch, c, row)));
      }
      lines.add(CODEC.write(cells));
    }
    bytes += batch.bytes();
  }

  private String damaged(ColumnBatch batch, int column, String text) {
    if (text == null) {
      return null;
    }
    boolean instant = batch.schema().fields().get(column).type() instanceof DataType.TimestampTz;
    if (instant && settings.has("timestamp-without-zone")) {
      return Long.toString(Long.parseLong(text) + 7_200_000_000L);
    }
    return settings.has("cut-at-nul") && text.indexOf(0) >= 0
        ? text.substring(0, text.indexOf(0))
        : text;
  }

  @Override
  public WriteReceipt finish() {
    try {
      Files.write(folder.resolve("part-" + split.ordinal()), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        settings.has("counted-twice") ? 2 * lines.size() : lines.size(),
        0,
        bytes,
        Payload.empty("reference", "attempt-" + attempt));
  }

  @Override
  public void close() {}
}
