package dpone.connector.clickhouse.stage;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import dpone.connector.clickhouse.codec.BatchEncoder;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.WireChunk;
import dpone.spi.batch.WireFormat;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.Field;
import dpone.toolkit.payload.RowText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one attempt of one split into a table of its own, frozen batch by frozen batch. What an
 * attempt that fails leaves behind is in that table alone, and nobody takes rows from it.
 */
public final class PieceWriter implements StageWriter {
  /**
   * A server slows inserts down at a thousand parts a partition, of which a load has many pieces.
   */
  private static final int UNMERGED_PARTS = 64;

  /** Kind of the payload of its receipts. */
  public static final String KIND = "piece";

  /**
   * Which way rows take.
   *
   * @param format of undecoded rows; null for columns
   * @param doubtful a condition on rows that the server may have changed when it read them; empty
   *     for none
   */
  public record Lane(@Nullable WireFormat format, String doubtful) {}

  private final Server server;
  private final ConnectorContext context;
  private final TableName stage;
  private final TableName piece;
  private final List<StagedColumn> columns;
  private final List<String> key;
  private final Split split;
  private final String token;
  private final String insert;
  private final FrozenBatch frozen;
  private final Lane lane;
  private @Nullable BatchEncoder encoder;
  private boolean made;
  private long rejected;
  private long sent;
  private long bytes;
  private int batches;

  /** Opens the writer; makes its table with the first rows. */
  public PieceWriter(
      Server server,
      ConnectorContext context,
      TableName stage,
      List<StagedColumn> columns,
      List<String> key,
      StageHandle handle,
      Split split,
      int attempt,
      Lane lane) {
    this.server = server;
    this.context = context;
    this.stage = stage;
    this.piece = StageNames.piece(stage, split.ordinal(), attempt);
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.split = split;
    this.token =
        handle.loadId() + "-" + handle.generation() + "-" + split.ordinal() + "-" + attempt + "-";
    this.insert =
        "INSERT INTO "
            + piece.sql()
            + " ("
            + Sql.names(
                columns.stream().filter(c -> !c.type().isEmpty()).map(StagedColumn::name).toList())
            + ") FORMAT "
            + (lane.format() == null ? "Native" : "TabSeparated");
    this.lane = lane;
    this.frozen = new FrozenBatch(context.allocator(), server.settings().compresses());
  }

  @Override
  public void write(Chunk chunk) {
    context.cancellation().check();
    switch (chunk) {
      case ColumnBatch batch -> {
        int rows =
            encoder(batch)
                .encode(batch, frozen.out(), (row, field, why) -> reject(batch, row, field, why));
        frozen.add(rows);
      }
      case WireChunk wire -> {
        if (!wire.format().equals(lane.format())) {
          throw ChCode.SCHEMA_CHANGED
              .error("rows arrive in another layout than was planned")
              .at(Place.stream(split.stream()))
              .build();
        }
        frozen.out().bytes(wire.data(), 0, wire.length());
        frozen.add(wire.rows());
      }
    }
    if (frozen.isFull()) {
      send();
    }
  }

  private BatchEncoder encoder(ColumnBatch batch) {
    BatchEncoder ready = encoder;
    if (ready == null) {
      List<BatchEncoder.Target> targets = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        StagedColumn column = columns.get(i);
        Field field = batch.schema().fields().get(i);
        if (!field.name().equals(column.name())) {
          throw ChCode.SCHEMA_CHANGED
              .error("column " + column.name() + " was planned and " + field.name() + " arrives")
              .at(Place.stream(split.stream()))
              .build();
        }
        targets.add(new BatchEncoder.Target(field, column.type(), column.absent()));
      }
      ready = new BatchEncoder(split.stream(), targets);
      encoder = ready;
    }
    return ready;
  }

  private void reject(ColumnBatch batch, int row, Field field, String why) {
    rejected++;
    String name = RowText.cells(batch, row, key::contains);
    context
        .rejects()
        .reject(
            split.stream(),
            field.name(),
            name,
            ChCode.VALUE_OUT_OF_RANGE.code(),
            why,
            RowText.json(batch, row));
  }

  private void send() {
    frozen.freeze();
    if (!made) {
      context
          .retry()
          .call(
              "clickhouse.piece",
              () ->
                  server.execute(
                      "CREATE TABLE IF NOT EXISTS " + piece.sql() + " AS " + stage.sql()));
      made = true;
    }
    if (batches == UNMERGED_PARTS) {
      context
          .retry()
          .call(
              "clickhouse.piece",
              () ->
                  server.execute(
                      "ALTER TABLE " + piece.sql() + " RESET SETTING " + StageSettings.UNMERGED));
    }
    Map<String, String> settings = new HashMap<>(InsertSettings.ONE_PART);
    settings.put("insert_deduplication_token", token + batches);
    if (server.settings().compresses()) {
      settings.put("decompress", "1");
    }
    batches++;
    // A retry sends the same bytes under the same token, so that the server has them once.
    context
        .retry()
        .call("clickhouse.insert", () -> server.insert(insert, settings, frozen.body(), null));
    bytes += frozen.length();
    sent += frozen.rows();
    frozen.clear();
    context.reached(Boundary.MID_WRITE);
  }

  @Override
  public WriteReceipt finish() {
    if (frozen.rows() > 0) {
      send();
    }
    long rows = 0;
    if (made) {
      rows =
          context
              .retry()
              .call(
                  "clickhouse.count",
                  () ->
                      Long.parseLong(server.value("SELECT toString(count()) FROM " + piece.sql())));
    }
    if (rows != sent) {
      throw ChCode.ROWS_DROPPED
          .error("the server holds " + rows + " of " + sent + " rows")
          .at(Place.stream(split.stream()))
          .build();
    }
    refuseDoubtful();
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        rows,
        rejected,
        bytes,
        JSON.payload(KIND, 1, JSON.object().put("piece", made ? piece.name() : "")));
  }

  private void refuseDoubtful() {
    if (!made || lane.doubtful().isEmpty()) {
      return;
    }
    String found =
        server.value("SELECT toString(count()) FROM " + piece.sql() + " WHERE " + lane.doubtful());
    if (!found.equals("0")) {
      throw ChCode.VALUE_OUT_OF_RANGE
          .error(
              found
                  + " rows have a date at or beyond the first or last that the server holds, where it"
                  + " does not say which it was")
          .at(Place.stream(split.stream()))
          .remedy("set sink.lane to columns, which tells each such row")
          .build();
    }
  }

  @Override
  public void close() {
    frozen.close();
  }
}
