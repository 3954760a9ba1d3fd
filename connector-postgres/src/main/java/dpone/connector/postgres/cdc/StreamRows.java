package dpone.connector.postgres.cdc;

import static dpone.connector.postgres.payload.Payloads.JSON;

import dpone.connector.postgres.cdc.pgoutput.Tuple;
import dpone.connector.postgres.copy.RowDecoder;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.WireChunk;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts changed rows of one stream together, and hands them on as chunks. */
final class StreamRows {
  private final CapturedTable table;
  private final ConnectorContext context;
  private final Schema schema;
  private final @Nullable WireFormat wire;
  private final @Nullable RowDecoder decoder;
  private final int[] keys;
  private final byte[] carried;
  private final RowBuffer buffer = new RowBuffer();
  private int[] cells = new int[0];
  private @Nullable CellWidening[] widenings = new @Nullable CellWidening[0];
  private int at;
  private long counted;
  private long rejected;
  private int markLength;
  private int markRows;
  private long markCounted;

  StreamRows(CapturedTable table, @Nullable WireFormat wire, ConnectorContext context) {
    this.table = table;
    this.context = context;
    this.schema = table.schema();
    this.wire = wire;
    this.decoder = wire == null ? new RowDecoder(table.stream(), schema, sent(table)) : null;
    this.keys =
        table.key().stream().mapToInt(k -> table.columns().indexOf(table.column(k))).toArray();
    this.carried = new byte[(table.columns().size() + 7) / 8];
  }

  /** Refuses a column whose changes can be passed on undecoded only. */
  static void refuseUndecodable(CapturedTable table) {
    sent(table);
  }

  private static List<PgType> sent(CapturedTable table) {
    List<PgType> sent =
        new ArrayList<>(
            List.of(
                PgType.builtin("smallint", "int2"),
                PgType.builtin("bigint", "int8"),
                PgType.builtin("bytea", "bytea")));
    table.columns().forEach(c -> sent.add(sent(table, c.name(), c.type())));
    table.key().forEach(k -> sent.add(sent(table, k, table.column(k).type())));
    return sent;
  }

  private static PgType sent(CapturedTable table, String name, PgType type) {
    if (!TypeMapper.map(type).asText()) {
      return type;
    }
    if (type.shape().isEmpty() && type.kind() != PgType.Kind.ARRAY) {
      return PgType.builtin("text", "text");
    }
    throw PgCode.TYPE_UNMAPPED
        .error("changes of a " + type.text() + " can be passed on undecoded only")
        .at(Place.field(table.stream(), name))
        .remedy("leave the column out with columns, or give the target a column of this very type")
        .build();
  }

  CapturedTable table() {
    return table;
  }

  /**
   * Tells where the columns stand in the rows from here on.
   *
   * @param places index in the log's rows for each column, -1 where they lack it
   * @param conversions for columns whose type was another one, else null
   */
  void layout(int[] places, @Nullable CellWidening[] conversions) {
    this.cells = places;
    this.widenings = conversions;
  }

  int bytes() {
    return buffer.length() - at;
  }

  /** Remembers this place, to which {@link #rollBack} returns. */
  void mark() {
    markLength = buffer.length();
    markRows = buffer.rows();
    markCounted = counted;
  }

  void rollBack() {
    buffer.cut(markLength, markRows);
    counted = markCounted;
  }

  void insert(long sequence, Tuple row) {
    start(ChangeKind.INSERT, sequence);
    buffer.nothing();
    for (int i = 0; i < cells.length; i++) {
      cell(i, row);
    }
    noOldKey();
  }

  void update(long sequence, @Nullable Tuple old, Tuple row) {
    start(ChangeKind.UPDATE, sequence);
    Arrays.fill(carried, (byte) 0);
    boolean any = false;
    for (int i = 0; i < cells.length; i++) {
      if (source(i, old, row) == null) {
        carried[i / 8] |= (byte) (1 << (i % 8));
        any = true;
      }
    }
    if (any) {
      buffer.cell(carried, 0, carried.length);
    } else {
      buffer.nothing();
    }
    for (int i = 0; i < cells.length; i++) {
      Tuple source = source(i, old, row);
      if (source == null) {
        refuseKey(i);
        buffer.nothing();
      } else {
        cell(i, source);
      }
    }
    if (old != null && keyChanged(old, row)) {
      for (int key : keys) {
        cell(key, old);
      }
    } else {
      noOldKey();
    }
  }

  void delete(long sequence, Tuple old) {
    start(ChangeKind.DELETE, sequence);
    buffer.nothing();
    for (int i = 0; i < cells.length; i++) {
      if (isKey(i)) {
        cell(i, old);
      } else {
        buffer.nothing();
      }
    }
    noOldKey();
  }

  void truncate(long sequence) {
    start(ChangeKind.TRUNCATE, sequence);
    for (int i = 0; i < schema.size() - 2; i++) {
      buffer.nothing();
    }
  }

  private void start(ChangeKind kind, long sequence) {
    counted++;
    buffer.startRow(schema.size());
    buffer.int16(kind.code());
    buffer.int64(sequence);
  }

  private void noOldKey() {
    for (int i = 0; i < keys.length; i++) {
      buffer.nothing();
    }
  }

  private boolean isKey(int column) {
    for (int key : keys) {
      if (key == column) {
        return true;
      }
    }
    return false;
  }

  /** The row that holds a cell's value; null if the change does not carry it. */
  private @Nullable Tuple source(int column, @Nullable Tuple old, Tuple row) {
    int cell = cells[column];
    if (cell < 0) {
      return null;
    }
    if (row.kind(cell) != Tuple.UNCHANGED) {
      return row;
    }
    // The whole old row, or its key, has it nevertheless.
    boolean known =
        old != null && old.kind(cell) != Tuple.UNCHANGED && old.kind(cell) != Tuple.NULL;
    return known ? old : null;
  }

  private boolean keyChanged(Tuple old, Tuple row) {
    for (int key : keys) {
      int cell = cells[key];
      if (row.kind(cell) != Tuple.UNCHANGED && row.differs(old, cell)) {
        return true;
      }
    }
    return false;
  }

  private void refuseKey(int column) {
    if (isKey(column)) {
      throw PgCode.REPLICA_IDENTITY
          .error("a change does not carry the key column")
          .at(Place.field(table.stream(), table.columns().get(column).name()))
          .build();
    }
  }

  private void cell(int column, Tuple row) {
    int cell = cells[column];
    if (cell < 0 || row.kind(cell) == Tuple.NULL || row.kind(cell) == Tuple.UNCHANGED) {
      if (cell < 0) {
        refuseKey(column);
      }
      buffer.nothing();
      return;
    }
    int length = row.length(cell);
    if (length > context.allocator().maxCellBytes()) {
      throw PgCode.CELL_TOO_LARGE
          .error(
              "a cell has " + length + " bytes, the limit is " + context.allocator().maxCellBytes())
          .at(Place.field(table.stream(), table.columns().get(column).name()))
          .build();
    }
    CellWidening widening = widenings[column];
    if (widening != null) {
      byte[] widened = widening.widen(row.data(), row.start(cell), length);
      buffer.cell(widened, 0, widened.length);
      return;
    }
    boolean inText = table.columns().get(column).type().shape().isEmpty();
    if (row.kind(cell) == Tuple.TEXT != inText) {
      throw PgCode.PGOUTPUT_MALFORMED
          .error("the server sends a value as " + (inText ? "binary" : "text"))
          .at(Place.field(table.stream(), table.columns().get(column).name()))
          .build();
    }
    buffer.cell(row.data(), row.start(cell), length);
  }

  /** The next chunk of what was put together; null when there is none left. */
  @Nullable Chunk next() {
    if (bytes() == 0) {
      buffer.clear();
      at = 0;
      mark();
      return null;
    }
    return wire == null ? columns(Objects.requireNonNull(decoder)) : undecoded(wire);
  }

  private Chunk undecoded(WireFormat format) {
    BatchMemory memory = context.allocator().reserve();
    try {
      int length = buffer.length();
      byte[] data = memory.bytes(length);
      System.arraycopy(buffer.data(), 0, data, 0, length);
      at = length;
      return new WireChunk(format, data, length, buffer.rows(), memory);
    } catch (RuntimeException | Error failure) {
      memory.close();
      throw failure;
    }
  }

  private Chunk columns(RowDecoder row) {
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator());
    try {
      while (bytes() > 0 && (batch.rows() == 0 || !batch.isFull())) {
        int end = RowBuffer.rowEnd(buffer.data(), at);
        try {
          decode(row, batch);
        } catch (DponeException failure) {
          if (failure.category() != ErrorCategory.DATA) {
            throw failure;
          }
          batch.undoRow();
          reject(failure, end);
        }
        at = end;
      }
      return batch;
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  private void decode(RowDecoder row, ColumnBatch batch) {
    byte[] data = buffer.data();
    // Two cells stand before the one that tells: their lengths and six and twelve bytes in all.
    int bits = at + 2 + 6 + 12;
    int bytes = Wire.int32(data, bits);
    row.decode(
        data,
        at,
        batch,
        i -> {
          int column = i - ChangeSchema.LEADING;
          return bytes >= 0
              && column >= 0
              && column < cells.length
              && (data[bits + 4 + column / 8] >> (column % 8) & 1) != 0;
        });
  }

  private void reject(DponeException failure, int end) {
    byte[] row = Arrays.copyOfRange(buffer.data(), at, end);
    context
        .rejects()
        .reject(
            table.stream(),
            Objects.requireNonNullElse(failure.place().field(), ""),
            "",
            failure.code(),
            failure.what(),
            JSON.object().put("copy_binary", Base64.getEncoder().encodeToString(row)).toString());
    rejected++;
  }

  /** Changes in the log since the last call. */
  long takeCounted() {
    long count = counted;
    counted = 0;
    markCounted = 0;
    return count;
  }

  /** Those of them that could not be decoded. */
  long takeRejected() {
    long count = rejected;
    rejected = 0;
    return count;
  }
}
