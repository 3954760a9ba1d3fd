package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.Unfit;
import dpone.connector.bigquery.proto.ProtoRows;
import dpone.connector.bigquery.proto.RowDescriptor;
import dpone.connector.bigquery.stream.Appender;
import dpone.connector.bigquery.stream.RowErrors;
import dpone.connector.bigquery.stream.WriteService;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.type.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pending stream of the stage's one table: all of a load are committed together when it is known
 * to be whole, so that the stream of a try that failed is never seen.
 */
final class WriteLane implements Lane {
  /** A request has to stay below 10 MB, of which the first one needs some for its schema. */
  static final int LARGEST_REQUEST = 9_000_000;

  private static final int LARGEST_TARGET = 2 * 1024 * 1024;
  private static final int SMALLEST_TARGET = 64 * 1024;

  private final Attempt attempt;
  private final WriteService service;
  private final List<BqField> fields;
  private final ProtoRows encoder;
  private final BatchMemory memory;
  private final Map<String, String> names = new HashMap<>();
  private final int target;
  private final Deque<Out> free = new ArrayDeque<>();
  private @Nullable Out filling;
  private int count;
  private long bytes;
  private String stream = "";
  private volatile @Nullable Appender appender;

  /** Begins it; calls nobody before the first request is full. */
  WriteLane(Attempt attempt, WriteService service, Schema arriving, BatchMemory memory) {
    this.attempt = attempt;
    this.service = service;
    this.memory = memory;
    List<EncodedColumn> columns = attempt.stage().columns();
    this.encoder = new ProtoRows(attempt.stream(), arriving, columns);
    this.fields = attempt.fields(arriving);
    for (int i = 0; i < columns.size(); i++) {
      names.put(StageType.column(i), columns.get(i).name());
    }
    long kept = attempt.context().allocator().keptBytes() / (Appender.ON_THEIR_WAY + 1);
    this.target = (int) Math.max(SMALLEST_TARGET, Math.min(LARGEST_TARGET, kept));
  }

  @Override
  public void write(ColumnBatch batch, Unfit unfit) {
    for (int row = 0; row < batch.rows(); row++) {
      Out out = filling();
      int start = out.length();
      if (!encoder.write(batch, row, out, unfit)) {
        continue;
      }
      if (out.length() - start > LARGEST_REQUEST) {
        refuse(batch, row, out, start, unfit);
      } else if (out.length() > LARGEST_REQUEST) {
        out.truncate(start);
        send();
        row--;
      } else {
        count++;
        if (out.length() >= target) {
          send();
        }
      }
    }
  }

  private void refuse(ColumnBatch batch, int row, Out out, int start, Unfit unfit) {
    int size = out.length() - start;
    out.truncate(start);
    unfit.row(
        row,
        encoder.widest(batch, row, out),
        "the row has "
            + size
            + " bytes, and the Storage Write API takes at most "
            + LARGEST_REQUEST
            + ": set sink.load to jobs");
  }

  private Out filling() {
    Out out = filling;
    if (out == null) {
      out = free.poll();
      if (out == null) {
        out = new Out(memory, target + target / 8);
      }
      out.truncate(0);
      count = 0;
      filling = out;
    }
    return out;
  }

  private void send() {
    Out out = filling();
    filling = null;
    bytes += out.length();
    Appender open = appender();
    open.send(out, count);
    count = 0;
    attempt.context().reached(Boundary.MID_WRITE);
    while (open.waiting() >= Appender.ON_THEIR_WAY) {
      free.add(open.settle());
    }
  }

  private Appender appender() {
    Appender open = appender;
    if (open == null) {
      String doing = "loading " + attempt.stream();
      attempt.make(attempt.stage().table(), fields);
      stream = service.create(doing, attempt.stage().table());
      open =
          new Appender(
              service,
              doing,
              stream,
              RowDescriptor.of(fields),
              new RowErrors(attempt.stream(), names));
      appender = open;
    }
    return open;
  }

  @Override
  public Delivered finish() {
    if (count > 0) {
      send();
    }
    Appender open = appender;
    if (open == null) {
      return new Delivered(0, 0, JSON.object().put(PieceWriter.PIECE, ""));
    }
    while (open.waiting() > 0) {
      free.add(open.settle());
    }
    open.close();
    long rows = service.end("ending the stream of " + attempt.stream(), stream);
    if (rows != open.rows()) {
      throw attempt.dropped(open.rows(), rows);
    }
    return new Delivered(
        rows,
        bytes,
        JSON.object().put(PieceWriter.PIECE, "").put(PieceWriter.WRITE_STREAM, stream));
  }

  @Override
  public void close() {
    Appender open = appender;
    if (open != null) {
      open.close();
    }
  }
}
