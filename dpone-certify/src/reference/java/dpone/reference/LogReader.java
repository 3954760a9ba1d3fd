package dpone.reference;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.type.Schema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Delivers the logs as they were when it was opened, one stream after the other. */
final class LogReader implements ChangeReader {
  private record Part(StreamRead read, List<List<String>> lines) {}

  private final Settings settings;
  private final ConnectorContext context;
  private final Queue<Part> parts = new ArrayDeque<>();
  private final Map<String, Integer> delivered = new LinkedHashMap<>();
  private final Position end;
  private long sequence;
  private boolean complete;

  LogReader(Settings settings, ConnectorContext context, ChangeRequest request) {
    this.settings = settings;
    this.context = context;
    Offsets offsets = Offsets.of(request.from());
    for (StreamRead read : request.streams()) {
      String stream = read.selection().name();
      ChangeLog log = new ChangeLog(settings, stream);
      List<List<String>> lines = log.after(offsets.of(stream));
      for (int from = 0; from < lines.size(); from += settings.batchRows()) {
        int to = Math.min(lines.size(), from + settings.batchRows());
        parts.add(new Part(read, lines.subList(from, to)));
      }
      offsets = offsets.with(stream, log.end());
      if (settings.has("confirm-early")) {
        log.confirm(log.end());
      }
    }
    end = offsets.position();
  }

  @Override
  public Optional<ChangeEvent> next(Duration wait) {
    Part part = parts.poll();
    if (part != null) {
      String stream = part.read.selection().name();
      delivered.merge(stream, part.lines.size(), Integer::sum);
      return Optional.of(new ChangeEvent.Rows(stream, batch(part)));
    }
    if (complete) {
      return Optional.empty();
    }
    complete = true;
    return Optional.of(new ChangeEvent.Reached(end));
  }

  private ColumnBatch batch(Part part) {
    Schema schema = part.read.schema();
    Schema stream = ChangeSchema.streamOf(schema);
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator());
    for (List<String> line : part.lines) {
      boolean gone = Integer.parseInt(line.getFirst()) == ChangeKind.DELETE.code();
      List<String> cells = new ArrayList<>(List.of(line.getFirst(), Long.toString(sequence++)));
      cells.add(null);
      for (String column : stream.names()) {
        int place = 1 + stream.names().indexOf(column);
        // A change from before a column was added lacks it.
        boolean carried = place < line.size() && (!gone || schema.key().contains(column));
        cells.add(carried ? line.get(place) : null);
      }
      for (int c = 0; c < schema.size(); c++) {
        String text = c < cells.size() ? cells.get(c) : null;
        Cells.append(batch, c, text, settings.has("numeric-through-double"));
      }
      batch.endRow();
    }
    return batch;
  }

  @Override
  public List<ReadReceipt> receipts() {
    List<ReadReceipt> receipts =
        delivered.entrySet().stream()
            .map(d ->
                new ReadReceipt(
                    d.getKey(), 0, d.getValue(), 0, 0, Payload.empty("reference", "changes")))
            .toList();
    delivered.clear();
    return receipts;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public void close() {}
}
