package dpone.reference;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.Schema;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Reads page after page and notices when they do not fit together. */
final class PagesReader implements SplitReader {
  private static final int BATCH = 50;

  private final PagesClient client;
  private final ConnectorContext context;
  private final Split split;
  private final Schema schema;
  private final PagesPlan plan;
  private final int cursor;
  private final Queue<List<String>> rows = new ArrayDeque<>();
  private final Set<Long> places = new HashSet<>();
  private Mark mark = Mark.START;
  private long next;
  private long pages;
  private long total = -1;
  private long seen;
  private long taken;
  private long delivered;

  PagesReader(
      PagesClient client, ConnectorContext context, Split split, Schema schema, PagesPlan plan) {
    this.client = client;
    this.context = context;
    this.split = split;
    this.schema = schema;
    this.plan = plan;
    this.cursor = schema.names().indexOf(PagesSource.CURSOR);
  }

  @Override
  public Chunk next() {
    while (rows.isEmpty() && next >= 0) {
      turn();
    }
    if (rows.isEmpty()) {
      return null;
    }
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator());
    for (int i = 0; i < BATCH && !rows.isEmpty() && !batch.isFull(); i++) {
      List<String> row = rows.remove();
      for (int c = 0; c < schema.size(); c++) {
        Cells.append(batch, c, row.get(c), client.has("numeric-through-double"));
      }
      batch.endRow();
    }
    delivered += batch.rows();
    context.reached(Boundary.MID_PAGE);
    return batch;
  }

  private void turn() {
    context.cancellation().check();
    if (pages == plan.bound()) {
      if (client.has("bound-is-end")) {
        next = -1;
        return;
      }
      throw wrong("REF_PAGES_BOUND", "more than " + pages + " pages", "raise max_pages");
    }
    if (!places.add(next) && !client.has("endless")) {
      throw wrong("REF_PAGES_AGAIN", "place " + next + " comes again", "report it");
    }
    long first = client.has("asks-again") ? Long.MIN_VALUE : plan.first();
    PagesClient.Page page = client.get(split.stream(), plan.rows(), first, next);
    pages++;
    total = total < 0 || client.has("total-believed") ? page.total() : total;
    if (page.total() != total && !client.has("moves-unseen") && !client.has("total-believed")) {
      throw wrong("REF_PAGES_MOVED", total + " rows became " + page.total(), "run again");
    }
    seen += page.rows().size();
    next = page.next();
    page.rows().forEach(this::take);
    if (page.rows().isEmpty() && client.has("empty-is-end")
        || seen >= total && next >= 0 && client.has("total-believed")
        || taken >= plan.most()) {
      next = -1;
    } else if (next < 0
        && seen != total
        && !client.has("moves-unseen")
        && !client.has("cut-is-whole")
        && !client.has("endless")) {
      throw wrong("REF_PAGES_TOTAL", seen + " rows came, " + total + " were said", "run again");
    }
  }

  private void take(List<String> row) {
    if (taken >= plan.most()) {
      return;
    }
    if (cursor >= 0) {
      long value = Long.parseLong(row.get(cursor));
      if (value < plan.first() || !plan.wants(value, row.getFirst())) {
        return;
      }
      mark = mark.and(value, row.getFirst());
    }
    taken++;
    rows.add(row);
  }

  private DponeException wrong(String code, String what, String remedy) {
    return DponeException.of(ErrorCategory.DATA, code, what)
        .at(Place.stream(split.stream()))
        .remedy(remedy)
        .build();
  }

  @Override
  public ReadReceipt finish() {
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        delivered,
        0,
        0,
        new Payload("reference", "mark", 1, mark.json()));
  }

  @Override
  public void close() {}
}
