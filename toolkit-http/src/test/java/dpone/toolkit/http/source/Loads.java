package dpone.toolkit.http.source;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream as a run would: session after session until it is complete. */
final class Loads {
  final List<String> rows = new ArrayList<>();
  final List<Integer> commits = new ArrayList<>();
  final String stream;
  private final ApiSource source;
  long filtered;
  @Nullable Position position;

  Loads(ApiSource source, String stream) {
    this.source = source;
    this.stream = stream;
  }

  /** One run; ends early after that many sessions. */
  Loads run(ReadMode mode, int sessions, int parallelism) {
    StreamSelection selection = StreamSelection.all(stream);
    var info = source.describe(selection);
    StreamRead read = new StreamRead(selection, info.schema(), mode, null);
    source.explain(read);
    for (int i = 0; i < sessions; i++) {
      Position from = mode == ReadMode.FULL ? null : position;
      try (ReadSession session =
          source.read(new ReadRequest(stream, List.of(read), from, parallelism))) {
        List<ReadReceipt> receipts = new ArrayList<>();
        for (Split split : session.splits()) {
          receipts.add(read(split));
        }
        position = session.position(receipts).orElse(position);
        commits.add(rows.size());
        if (session.complete()) {
          return this;
        }
      }
    }
    return this;
  }

  private ReadReceipt read(Split split) {
    try (SplitReader reader = source.open(split)) {
      for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
        try (ColumnBatch batch = (ColumnBatch) chunk) {
          for (int row = 0; row < batch.rows(); row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < batch.schema().size(); i++) {
              text.append(i == 0 ? "" : "|").append(cell(batch, i, row));
            }
            rows.add(text.toString());
          }
        }
      }
      ReadReceipt receipt = reader.finish();
      filtered += receipt.filtered();
      return receipt;
    }
  }

  private static String cell(ColumnBatch batch, int column, int row) {
    var cells = batch.column(column);
    if (cells.isNull(row)) {
      return "null";
    }
    return switch (cells) {
      case dpone.spi.batch.LongColumn c -> Long.toString(c.get(row));
      case dpone.spi.batch.IntColumn c -> Integer.toString(c.get(row));
      case dpone.spi.batch.BytesColumn c -> c.text(row);
      default -> cells.getClass().getSimpleName();
    };
  }
}
