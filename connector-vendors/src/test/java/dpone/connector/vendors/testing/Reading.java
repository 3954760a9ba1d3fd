package dpone.connector.vendors.testing;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a stream as the runtime does, into text. */
public final class Reading {
  public final List<Map<String, String>> rows = new ArrayList<>();
  public @Nullable Position position;
  public boolean complete;
  public long read;
  public long rejected;
  public long filtered;

  private Reading() {}

  /** All of a stream. */
  public static Reading full(Source source, StreamSelection selection) {
    return of(source, selection, ReadMode.FULL, null, 2);
  }

  /** One session; with a position its parts until it is complete are further sessions. */
  public static Reading of(
      Source source,
      StreamSelection selection,
      ReadMode mode,
      @Nullable Position from,
      int parallelism) {
    Reading reading = new Reading();
    StreamRead read = new StreamRead(selection, source.describe(selection).schema(), mode, null);
    try (ReadSession session =
        source.read(new ReadRequest("scope", List.of(read), from, parallelism))) {
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : session.splits()) {
        try (SplitReader reader = source.open(split)) {
          for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
            try (ColumnBatch batch = (ColumnBatch) chunk) {
              reading.take(batch);
            }
          }
          receipts.add(reader.finish());
        }
      }
      Optional<Position> reached = session.position(receipts);
      reading.position = reached.orElse(null);
      reading.complete = session.complete();
      receipts.forEach(r -> {
        reading.read += r.rows();
        reading.rejected += r.rejected();
        reading.filtered += r.filtered();
      });
    }
    return reading;
  }

  private void take(ColumnBatch batch) {
    List<Field> fields = batch.schema().fields();
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        ByteOutput out = new ByteOutput(64);
        if (batch.column(i).isNull(row)) {
          out.write("null");
        } else {
          JsonText.writer(fields.get(i).type()).write(batch.column(i), row, out);
        }
        cells.put(fields.get(i).name(), new String(out.toByteArray(), StandardCharsets.UTF_8));
      }
      rows.add(cells);
    }
  }

  /** The cells of a column, in order. */
  public List<String> column(String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }
}
