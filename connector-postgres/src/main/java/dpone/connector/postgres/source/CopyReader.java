package dpone.connector.postgres.source;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.RowDecoder;
import dpone.connector.postgres.copy.RowKey;
import dpone.connector.postgres.copy.TupleReader;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.payload.Json;
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
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Reads one COPY: passes its bytes on, or decodes them into columns. */
final class CopyReader implements SplitReader {
  // Undecoded bytes gain nothing from larger chunks: COPY streams, and small ones stay in the
  // cache.
  private static final int WIRE_CHUNK = 256 << 10;

  private final PgSession session;
  private final ConnectorContext context;
  private final Split split;
  private final Schema schema;
  private final String sql;
  private final TupleReader tuples;
  private final @Nullable WireFormat wire;
  private final @Nullable RowDecoder decoder;
  private final RowKey key;
  private @Nullable CopyOut copy;
  private boolean more = true;
  private boolean fetched;
  private int chunks;
  private long rejected;

  CopyReader(
      PgSession session, ConnectorContext context, Split split, CopySplit part, Described stream) {
    this.session = session;
    this.context = context;
    this.split = split;
    this.schema = stream.schema();
    this.wire = part.layout() == null ? null : new WireFormat(Wire.FORMAT, part.layout());
    this.decoder =
        part.layout() == null ? new RowDecoder(split.stream(), schema, stream.sent()) : null;
    this.key = new RowKey(schema, stream.sent());
    this.sql = part.copy();
    this.tuples = new TupleReader(this::piece, schema.size(), context.allocator().maxCellBytes());
  }

  private byte @Nullable [] piece() {
    CopyOut running = copy;
    if (running == null) {
      // Not before: starting waits for the first row, and until then nobody could close the reader.
      running = session.copyOut(sql);
      copy = running;
    }
    try {
      return running.readFromCopy();
    } catch (SQLException failure) {
      throw session.failure(failure, "reading", split.stream());
    }
  }

  @Override
  public @Nullable Chunk next() {
    context.cancellation().check();
    if (!fetch()) {
      return null;
    }
    if (chunks++ == 1) {
      context.reached(Boundary.MID_PAGE);
    }
    return wire == null ? columns(Objects.requireNonNull(decoder)) : bytes(wire);
  }

  /** Moves to the next row unless the one it stands on was not taken yet. */
  private boolean fetch() {
    if (!fetched && more) {
      try {
        fetched = tuples.next();
      } catch (DponeException failure) {
        throw failure.at(Place.stream(split.stream()));
      }
      if (!fetched) {
        more = false;
        session.copyEnded();
      }
    }
    return fetched;
  }

  private Chunk bytes(WireFormat format) {
    BatchMemory memory = context.allocator().reserve();
    try {
      int wanted = (int) Math.min(context.allocator().batchBytes(), WIRE_CHUNK);
      byte[] data = memory.bytes(Math.max(wanted, tuples.end() - tuples.start()));
      int length = 0;
      int rows = 0;
      while (fetch()) {
        int size = tuples.end() - tuples.start();
        if (size > data.length - length) {
          break;
        }
        System.arraycopy(tuples.data(), tuples.start(), data, length, size);
        length += size;
        rows++;
        fetched = false;
      }
      return new WireChunk(format, data, length, rows, memory);
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  private @Nullable Chunk columns(RowDecoder row) {
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator());
    try {
      // At least one row: a wide enough table fills a batch with the first capacity of its columns.
      while (fetch() && (batch.rows() == 0 || !batch.isFull())) {
        try {
          row.decode(tuples, batch);
        } catch (DponeException failure) {
          if (failure.category() != ErrorCategory.DATA) {
            throw failure;
          }
          batch.undoRow();
          reject(failure);
        }
        fetched = false;
      }
      return batch;
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  private void reject(DponeException failure) {
    byte[] row = Arrays.copyOfRange(tuples.data(), tuples.start(), tuples.end());
    context
        .rejects()
        .reject(
            split.stream(),
            Objects.requireNonNullElse(failure.place().field(), ""),
            key.text(tuples),
            failure.code(),
            failure.what() + types(failure.place().field()),
            Json.object().put("copy_binary", Base64.getEncoder().encodeToString(row)).toString());
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
    if (more) {
      throw new IllegalStateException("the split was not read to its end");
    }
    return new ReadReceipt(
        split.stream(),
        split.ordinal(),
        Objects.requireNonNull(copy).getHandledRowCount(),
        0,
        rejected,
        Payload.empty(Json.CONNECTOR, "read"));
  }

  @Override
  public void close() {
    session.close();
  }
}
