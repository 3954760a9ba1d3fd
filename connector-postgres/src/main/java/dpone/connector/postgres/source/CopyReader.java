package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import dpone.connector.postgres.connect.CopyOutput;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.RowBlock;
import dpone.connector.postgres.copy.RowDecoder;
import dpone.connector.postgres.copy.RowFrames;
import dpone.connector.postgres.copy.RowKey;
import dpone.connector.postgres.copy.Text;
import dpone.connector.postgres.copy.TextRows;
import dpone.connector.postgres.copy.WireRows;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.WireChunk;
import dpone.spi.batch.WireFormat;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one COPY: passes its bytes on, or decodes them into columns. */
final class CopyReader implements SplitReader {
  // Undecoded bytes gain nothing from larger chunks: COPY streams, and small ones stay in the
  // cache.
  private static final int WIRE_CHUNK = 256 << 10;

  private final PgSession session;
  private final ConnectorContext context;
  private final Split split;
  private final Schema schema;
  private final CopyOutput copy;
  private final WireRows rows;
  private final @Nullable WireFormat wire;
  private final @Nullable RowDecoder decoder;
  private final RowKey key;
  private final RowBlock block;
  private boolean ended;
  private int chunks;
  private int rowsBefore;
  private long rejected;

  CopyReader(
      PgSession session, ConnectorContext context, Split split, CopySplit part, Described stream) {
    this.session = session;
    this.context = context;
    this.split = split;
    this.schema = stream.schema();
    this.wire = part.wire();
    this.decoder =
        part.wire() == null ? new RowDecoder(split.stream(), schema, stream.sent()) : null;
    this.key = new RowKey(schema, stream.sent());
    this.copy = new CopyOutput(session, split.stream(), part.copy());
    RowFrames frames = new RowFrames(copy, schema.size());
    this.rows =
        wire != null && wire.name().equals(Text.FORMAT)
            ? new TextRows(copy, schema.size())
            : frames;
    this.block = new RowBlock(frames, schema.size(), context.allocator().maxCellBytes());
  }

  @Override
  public @Nullable Chunk next() {
    context.cancellation().check();
    try {
      if (rows.next() < 0) {
        ended = true;
        return null;
      }
      if (chunks++ == 1) {
        context.reached(Boundary.MID_PAGE);
      }
      return wire == null ? columns(Objects.requireNonNull(decoder)) : bytes(wire);
    } catch (DponeException failure) {
      throw failure.at(Place.stream(split.stream()));
    }
  }

  private Chunk bytes(WireFormat format) {
    int wanted = (int) Math.min(context.allocator().batchBytes(), WIRE_CHUNK);
    byte[] large = rows.next() > context.allocator().maxCellBytes() ? checked() : null;
    BatchMemory memory = context.allocator().reserve();
    try {
      byte[] data = memory.bytes(Math.max(wanted, large == null ? rows.next() : large.length));
      int length = 0;
      int taken = 0;
      if (large != null) {
        System.arraycopy(large, 0, data, 0, large.length);
        length = large.length;
        taken = 1;
      } else {
        for (int size = rows.next();
            size >= 0 && size <= data.length - length;
            size = rows.next()) {
          rows.take(data, length);
          length += size;
          taken++;
        }
      }
      return new WireChunk(format, data, length, taken, memory);
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  /** A row that is so long that one of its cells may be too long. */
  private byte[] checked() {
    byte[] row = new byte[rows.next()];
    rows.take(row, 0);
    rows.checkCells(row, row.length, context.allocator().maxCellBytes());
    return row;
  }

  private @Nullable Chunk columns(RowDecoder row) {
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator(), rowsBefore);
    try {
      // At least one row: a wide enough table fills a batch with the first capacity of its columns.
      while ((batch.rows() == 0 || !batch.isFull()) && block.next()) {
        try {
          row.decode(block, batch);
        } catch (DponeException failure) {
          refuseUnlessData(failure);
          batch.undoRow();
          oneByOne(row, batch);
        }
      }
      rowsBefore = batch.rows();
      return batch;
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  private void oneByOne(RowDecoder decoder, ColumnBatch batch) {
    for (int row = 0; row < block.rows(); row++) {
      try {
        decoder.decode(block.data(), block.start(row), batch, column -> false);
      } catch (DponeException failure) {
        refuseUnlessData(failure);
        batch.undoRow();
        reject(row, failure);
      }
    }
  }

  private static void refuseUnlessData(DponeException failure) {
    if (failure.category() != ErrorCategory.DATA) {
      throw failure;
    }
  }

  private void reject(int index, DponeException failure) {
    byte[] row = Arrays.copyOfRange(block.data(), block.start(index), block.end(index));
    context
        .rejects()
        .reject(
            split.stream(),
            Objects.requireNonNullElse(failure.place().field(), ""),
            key.text(block.data(), block.start(index)),
            failure.code(),
            failure.what() + types(failure.place().field()),
            JSON.object().put("copy_binary", Base64.getEncoder().encodeToString(row)).toString());
    rejected++;
  }

  private String types(@Nullable String field) {
    return field == null
        ? ""
        : schema
            .find(field)
            .map(f -> " (" + f.nativeType() + " read as " + f.type().text() + ")")
            .orElse("");
  }

  @Override
  public ReadReceipt finish() {
    if (!ended) {
      throw new IllegalStateException("the split was not read to its end");
    }
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        copy.rows(),
        0,
        rejected,
        Payload.empty(JSON.connector(), "read"));
  }

  @Override
  public void close() {
    session.close();
  }
}
