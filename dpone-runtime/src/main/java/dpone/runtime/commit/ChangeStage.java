package dpone.runtime.commit;

import dpone.runtime.plan.PlannedStream;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.stage.SplitResult;
import dpone.runtime.stage.StreamCounts;
import dpone.spi.batch.Chunk;
import dpone.spi.context.Boundary;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stage of one load of changes: a writer for each stream that has some, a few of them open at a
 * time, and the counts of both ends. Used by one thread.
 */
final class ChangeStage implements AutoCloseable {
  /** A writer holds a connection, and there may be many streams. */
  static final int OPEN_WRITERS = 8;

  private final Sink sink;
  private final ScopePlan plan;
  private final LoadId loadId;
  private final StageHandle stage;
  private final ScopeRunner.Settings settings;
  private final Map<String, StageWriter> open = new LinkedHashMap<>(16, 0.75f, true);
  private final List<WriteReceipt> written = new ArrayList<>();
  private final Map<String, Long> handed = new HashMap<>();
  private final Map<String, ReadReceipt> read = new HashMap<>();
  private final long begun = System.nanoTime();
  private long rows;
  private int ordinal;

  ChangeStage(
      Sink sink, ScopePlan plan, LoadId loadId, StageHandle stage, ScopeRunner.Settings settings) {
    this.sink = sink;
    this.plan = plan;
    this.loadId = loadId;
    this.stage = stage;
    this.settings = settings;
  }

  ScopePlan plan() {
    return plan;
  }

  LoadId loadId() {
    return loadId;
  }

  /** Rows handed to the sink. */
  long rows() {
    return rows;
  }

  /** Nanoseconds since it was opened. */
  long age() {
    return System.nanoTime() - begun;
  }

  /** Stages rows of one stream. */
  void write(String stream, Chunk chunk) {
    int count = chunk.rows();
    writer(stream).write(chunk);
    handed.merge(stream, (long) count, Long::sum);
    rows += count;
    settings.meters().count("dpone.rows", count);
    settings.listener().progress(stream, count, chunk.bytes());
    settings.boundaries().accept(Boundary.MID_WRITE);
  }

  private StageWriter writer(String stream) {
    @Nullable StageWriter known = open.get(stream);
    if (known != null) {
      return known;
    }
    if (open.size() >= OPEN_WRITERS) {
      Iterator<Map.Entry<String, StageWriter>> leastRecent = open.entrySet().iterator();
      Map.Entry<String, StageWriter> oldest = leastRecent.next();
      leastRecent.remove();
      finish(oldest.getValue());
    }
    PlannedStream planned =
        plan.streams().stream()
            .filter(s -> s.name().equals(stream))
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException("changes of a stream that was not asked for: " + stream));
    Split split = new Split(stream, ordinal++, -1, Payload.empty("dpone", "changes"));
    StageWriter writer = sink.writer(stage, planned.plan(), split, 0);
    open.put(stream, writer);
    return writer;
  }

  private void finish(StageWriter writer) {
    try (writer) {
      written.add(writer.finish());
    }
  }

  /** Takes what the source says it delivered up to here. */
  void account(List<ReadReceipt> receipts) {
    for (ReadReceipt receipt : receipts) {
      read.merge(
          receipt.stream(),
          receipt,
          (a, b) ->
              new ReadReceipt(
                  a.stream(),
                  0,
                  a.rows() + b.rows(),
                  a.filtered() + b.filtered(),
                  a.rejected() + b.rejected(),
                  b.payload()));
    }
  }

  /** Makes all rows durable in the stage. */
  List<WriteReceipt> finish() {
    while (!open.isEmpty()) {
      Iterator<Map.Entry<String, StageWriter>> next = open.entrySet().iterator();
      StageWriter writer = next.next().getValue();
      next.remove();
      finish(writer);
    }
    return written;
  }

  /** What both ends and the chunks in between say, by stream; fails where they differ. */
  Map<String, StreamCounts> counts() {
    List<SplitResult> results = new ArrayList<>();
    for (String stream : plan.names()) {
      Payload none = Payload.empty("dpone", "changes");
      WriteReceipt sum = new WriteReceipt(stream, 0, 0, 0, 0, none);
      for (WriteReceipt receipt : written) {
        if (receipt.stream().equals(stream)) {
          sum =
              new WriteReceipt(
                  stream,
                  0,
                  sum.rows() + receipt.rows(),
                  sum.rejected() + receipt.rejected(),
                  sum.bytes() + receipt.bytes(),
                  none);
        }
      }
      results.add(
          new SplitResult(
              read.getOrDefault(stream, new ReadReceipt(stream, 0, 0, 0, 0, none)),
              sum,
              handed.getOrDefault(stream, 0L)));
    }
    return StreamCounts.of(plan.names(), results);
  }

  StageHandle handle() {
    return stage;
  }

  /** Abandons what was not finished. */
  @Override
  public void close() {
    open.values().forEach(StageWriter::close);
    open.clear();
  }
}
