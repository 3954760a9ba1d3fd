package dpone.reference;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class FileReader implements SplitReader {
  private final Settings settings;
  private final ConnectorContext context;
  private final Split split;
  private final Table table;
  private final List<List<String>> rows = new ArrayList<>();
  private Mark mark = Mark.START;
  private int next;
  private long delivered;

  FileReader(Settings settings, ConnectorContext context, Split split, Table table, Plan plan) {
    this.settings = settings;
    this.context = context;
    this.split = split;
    this.table = table;
    int key = table.index(table.schema().key().getFirst());
    for (int i = plan.part(); i < table.rows().size(); i += plan.parts()) {
      List<String> row = table.rows().get(i);
      boolean gap = row.size() < table.schema().size();
      if (plan.cursor() == null) {
        if (!gap) {
          rows.add(row);
        }
        continue;
      }
      if (plan.ofLog()) {
        if (plan.wantsLine(i + 1, settings.has("log-skips-first"))) {
          mark = mark.and(i + 1, "");
          if (!gap) {
            rows.add(row);
          } else if (settings.has("gap-is-end")) {
            mark = mark.and(plan.to(), "");
            break;
          }
        }
        continue;
      }
      long value = Long.parseLong(row.get(table.index(plan.cursor())));
      if (plan.wants(value, row.get(key), settings.has("greater-than"))) {
        rows.add(row);
        mark = mark.and(value, row.get(key));
      }
    }
    if (settings.reversed()) {
      Collections.reverse(rows);
    }
  }

  @Override
  public Chunk next() {
    int left = rows.size() - next;
    boolean partial = left > 0 && left < settings.batchRows() && next > 0;
    if (left <= 0 || partial && settings.has("drop-last-batch")) {
      return null;
    }
    pause();
    ColumnBatch batch = ColumnBatch.create(table.schema(), context.allocator());
    int end = Math.min(rows.size(), next + settings.batchRows());
    for (; next < end && !batch.isFull(); next++) {
      for (int c = 0; c < table.schema().size(); c++) {
        Cells.append(batch, c, rows.get(next).get(c), settings.has("numeric-through-double"));
      }
      batch.endRow();
    }
    delivered += batch.rows();
    context.reached(Boundary.MID_PAGE);
    return batch;
  }

  private void pause() {
    try {
      Thread.sleep(settings.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ReadReceipt finish() {
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        settings.has("counted-twice") ? 2 * delivered : delivered,
        0,
        0,
        new Payload("reference", "mark", 1, mark.json()));
  }

  @Override
  public void close() {}
}
