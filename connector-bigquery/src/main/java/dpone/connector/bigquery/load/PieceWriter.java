package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.stream.WriteService;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import dpone.toolkit.payload.RowText;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes one try of one split by the lane that the options choose, and tells which rows it took.
 */
public final class PieceWriter implements StageWriter {
  /** Kind of the payload of its receipts. */
  public static final String KIND = "piece";

  /** In that payload: the table that holds the rows; empty if there are none. */
  public static final String PIECE = "piece";

  /** In that payload: the object that holds the rows, if an object does. */
  public static final String OBJECT = "object";

  /** In that payload: the stream that holds the rows, if a stream does. */
  public static final String WRITE_STREAM = "write_stream";

  private final ConnectorContext context;
  private final Attempt attempt;
  private final Split split;
  private @Nullable BatchMemory memory;
  private @Nullable Lane lane;
  private long rejected;
  private volatile boolean closed;

  /** Opens the writer; its lane begins with the first rows. */
  public PieceWriter(
      Rest rest,
      Jobs jobs,
      WriteService writes,
      ConnectorContext context,
      SinkSettings settings,
      StageTable stage,
      StageHandle handle,
      Split split,
      int number) {
    this.context = context;
    this.split = split;
    String id =
        "dpone_"
            + handle.loadId()
            + "_"
            + handle.generation()
            + "_"
            + HexFormat.of().formatHex(Lanes.digest(split.stream())).substring(0, 8)
            + "_"
            + split.ordinal()
            + "_"
            + number;
    this.attempt =
        new Attempt(
            rest,
            jobs,
            writes,
            context,
            settings,
            stage,
            stage.piece(split.ordinal(), number),
            stage.objects().name(split.ordinal(), number, settings.fileFormat().ending()),
            split.stream(),
            id);
  }

  @Override
  public void write(Chunk rows) {
    context.cancellation().check();
    if (closed) {
      throw BqCode.CLOSED.error("the writer was closed").at(Place.stream(split.stream())).build();
    }
    if (!(rows instanceof ColumnBatch batch)) {
      throw BqCode.SCHEMA_CHANGED
          .error("undecoded rows arrive, which were not planned")
          .at(Place.stream(split.stream()))
          .build();
    }
    lane(batch.schema()).write(batch, (row, field, why) -> reject(batch, row, field, why));
  }

  private Lane lane(Schema arriving) {
    Lane open = lane;
    if (open == null) {
      BatchMemory reserved = context.allocator().reserveKept();
      memory = reserved;
      open = Lanes.open(attempt, arriving, reserved);
      lane = open;
    }
    return open;
  }

  private void reject(ColumnBatch batch, int row, Field field, String why) {
    rejected++;
    context
        .rejects()
        .reject(
            split.stream(),
            field.name(),
            RowText.cells(batch, row, attempt.stage().key()::contains),
            BqCode.VALUE_OUT_OF_RANGE.code(),
            why,
            RowText.json(batch, row));
  }

  @Override
  public WriteReceipt finish() {
    Lane open = lane;
    Lane.Delivered delivered =
        open == null ? new Lane.Delivered(0, 0, JSON.object().put(PIECE, "")) : open.finish();
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        delivered.rows(),
        rejected,
        delivered.bytes(),
        JSON.payload(KIND, 1, delivered.payload()));
  }

  @Override
  public void close() {
    closed = true;
    Lane open = lane;
    if (open != null) {
      open.close();
      lane = null;
    }
    BatchMemory reserved = memory;
    if (reserved != null) {
      memory = null;
      reserved.close();
    }
  }
}
