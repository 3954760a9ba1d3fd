package dpone.connector.bigquery.load;

import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.connect.Upload;
import dpone.connector.bigquery.encode.AvroFile;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.json.Json;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads one try of one split into a table of its own, by one load job under an id of its own. A try
 * that fails leaves no rows: its job never began, or its table is collected by nobody.
 */
public final class PieceWriter implements StageWriter {
  /** Kind of the payload of its receipts. */
  public static final String KIND = "piece";

  private static final int LARGEST_PIECE = 8 * 1024 * 1024;

  private final Rest rest;
  private final Jobs jobs;
  private final ConnectorContext context;
  private final SinkSettings settings;
  private final StageTable stage;
  private final TableName piece;
  private final Split split;
  private final String id;
  private final int chunk;
  private @Nullable BatchMemory memory;
  private @Nullable AvroFile file;
  private @Nullable Schema schema;
  private @Nullable Upload upload;
  private long rejected;
  private long bytes;
  private volatile boolean closed;

  /** Opens the writer; makes its table with the first rows. */
  public PieceWriter(
      Rest rest,
      Jobs jobs,
      ConnectorContext context,
      SinkSettings settings,
      StageTable stage,
      StageHandle handle,
      Split split,
      int attempt) {
    this.rest = rest;
    this.jobs = jobs;
    this.context = context;
    this.settings = settings;
    this.stage = stage;
    this.split = split;
    this.piece = stage.piece(split.ordinal(), attempt);
    this.id =
        "dpone_"
            + handle.loadId()
            + "_"
            + handle.generation()
            + "_"
            + hash(split.stream()).substring(0, 8)
            + "_"
            + split.ordinal()
            + "_"
            + attempt;
    long kept = Math.min(LARGEST_PIECE, context.allocator().keptBytes() / 2);
    this.chunk = (int) Math.max(Upload.UNIT, kept / Upload.UNIT * Upload.UNIT);
  }

  private static String hash(String text) {
    return java.util.HexFormat.of().formatHex(digest(text));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
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
    AvroFile open = file(batch.schema());
    open.write(batch, (row, field, why) -> reject(batch, row, field, why));
    while (open.out().length() > chunk) {
      upload().send(open.out().data(), chunk);
      open.out().shift(chunk);
      bytes += chunk;
      context.reached(Boundary.MID_WRITE);
    }
  }

  private AvroFile file(Schema arriving) {
    AvroFile open = file;
    if (open == null) {
      BatchMemory reserved = context.allocator().reserve();
      memory = reserved;
      schema = arriving;
      open =
          new AvroFile(
              split.stream(),
              arriving,
              stage.columns(),
              reserved,
              chunk + Upload.UNIT,
              settings.compressed(),
              digest(id));
      file = open;
    }
    return open;
  }

  private Upload upload() {
    Upload begun = upload;
    if (begun == null) {
      List<BqField> fields = fields();
      new Tables(rest)
          .make(
              piece,
              Requests.table(
                  piece,
                  fields,
                  context.clock().instant().plus(settings.stageExpiration()),
                  settings.kmsKey(),
                  settings.labels()));
      begun =
          Upload.begin(
              rest,
              jobs,
              "loading " + split.stream(),
              id,
              Requests.load(piece, fields, settings.kmsKey(), settings.labels()));
      upload = begun;
    }
    return begun;
  }

  private List<BqField> fields() {
    List<BqField> fields = new ArrayList<>();
    List<Field> arriving = schema == null ? List.of() : schema.fields();
    for (int i = 0; i < arriving.size(); i++) {
      EncodedColumn column = stage.columns().get(i);
      if (column.staged()) {
        BqField field = column.field(i, arriving.get(i).type());
        fields.add(new BqField(field.name(), field.type(), false));
      }
    }
    return fields;
  }

  private void reject(ColumnBatch batch, int row, Field field, String why) {
    rejected++;
    context
        .rejects()
        .reject(
            split.stream(),
            field.name(),
            RowText.cells(batch, row, stage.key()::contains),
            BqCode.VALUE_OUT_OF_RANGE.code(),
            why,
            RowText.json(batch, row));
  }

  @Override
  public WriteReceipt finish() {
    AvroFile open = file;
    long rows = 0;
    boolean loaded = false;
    if (open != null) {
      open.finish();
      if (open.rows() > 0) {
        while (open.out().length() > chunk) {
          upload().send(open.out().data(), chunk);
          open.out().shift(chunk);
          bytes += chunk;
        }
        rows = upload().finish(open.out().data(), open.out().length());
        bytes += open.out().length();
        loaded = true;
        if (rows != open.rows()) {
          throw BqCode.ROWS_DROPPED
              .error("BigQuery loaded " + rows + " of " + open.rows() + " rows (job " + id + ")")
              .at(Place.stream(split.stream()))
              .build();
        }
      }
    }
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        rows,
        rejected,
        bytes,
        Json.payload(KIND, 1, Json.object().put("piece", loaded ? piece.table() : "")));
  }

  @Override
  public void close() {
    closed = true;
    AvroFile open = file;
    if (open != null) {
      open.close();
      file = null;
    }
    BatchMemory reserved = memory;
    if (reserved != null) {
      memory = null;
      reserved.close();
    }
  }
}
