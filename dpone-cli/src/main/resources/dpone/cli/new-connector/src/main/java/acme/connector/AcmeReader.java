package acme.connector;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.List;

/** Hands out the rows of one split, a batch at a time. */
final class AcmeReader implements SplitReader {
  private static final int BATCH_ROWS = 1000;

  private final ConnectorContext context;
  private final Split split;
  private final Table table;
  private final List<List<String>> rows = new ArrayList<>();
  private Mark mark = Mark.START;
  private int next;
  private volatile boolean closed;

  AcmeReader(ConnectorContext context, Split split, Table table, Slice slice) {
    this.context = context;
    this.split = split;
    this.table = table;
    for (int i = slice.part(); i < table.rows().size(); i += slice.parts()) {
      List<String> row = table.rows().get(i);
      if (slice.full()) {
        rows.add(row);
        continue;
      }
      long value = Long.parseLong(row.get(table.index(slice.cursor())));
      String key = row.get(table.index(table.schema().key().getFirst()));
      if (slice.wants(value, key)) {
        rows.add(row);
        mark = mark.and(value, key);
      }
    }
  }

  @Override
  public Chunk next() {
    context.cancellation().check();
    if (closed) {
      throw AcmeError.STAGE.what("the reader was closed before its end").build();
    }
    if (next == rows.size()) {
      return null;
    }
    ColumnBatch batch = ColumnBatch.create(table.schema(), context.allocator());
    int end = Math.min(rows.size(), next + BATCH_ROWS);
    for (; next < end && !batch.isFull(); next++) {
      for (int c = 0; c < table.schema().size(); c++) {
        Cells.append(batch, c, rows.get(next).get(c));
      }
      batch.endRow();
    }
    context.reached(Boundary.MID_PAGE);
    return batch;
  }

  @Override
  public ReadReceipt finish() {
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        next,
        0,
        0,
        new Payload("acme", "mark", 1, mark.json()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
